namespace Tandem.Client.Storage;

/// <summary>A sign-out that the server does not know of yet.</summary>
/// <param name="SessionId">The session that is over here.</param>
/// <param name="RefreshToken">Proves to the server that one may end it; any generation does.</param>
public sealed record OwedSignOut(string SessionId, string RefreshToken)
{
    /// <summary>
    /// When the session has ended by itself, by this machine's wall clock. If the server cannot be told by then, it need not be told any more. Null
    /// where it is not known: it becomes a week after telling first failed.
    /// </summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => $"owed sign-out of session {SessionId}";
}
