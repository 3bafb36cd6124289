namespace Tandem.Client.Storage;

/// <summary>A sign-out that the server does not know of yet.</summary>
/// <param name="SessionId">The session that is over here.</param>
/// <param name="RefreshToken">Proves to the server that one may end it; any generation does.</param>
public sealed record OwedSignOut(string SessionId, string RefreshToken)
{
    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => $"owed sign-out of session {SessionId}";
}
