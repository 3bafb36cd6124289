namespace Tandem.Client.Storage;

/// <summary>A session with the tokens received last.</summary>
/// <param name="RefreshToken">Opens the session. Of the same or an older generation than <paramref name="Details"/>.</param>
/// <param name="AccessToken">Opens the API until it expires.</param>
/// <param name="AccessTokenLifetime">How long it was good when it was received.</param>
/// <param name="AccessTokenExpiresAt">
/// When that is over, by this machine's wall clock. Only another process goes by it, and never for longer than
/// <paramref name="AccessTokenLifetime"/>: a wrong clock costs a refresh and nothing else.
/// </param>
/// <param name="User">Who is signed in.</param>
/// <param name="Details">The session. Its generation decides which of two is newer.</param>
public sealed record StoredSession(
    string RefreshToken, string AccessToken, TimeSpan AccessTokenLifetime, DateTimeOffset AccessTokenExpiresAt, TandemUser User, SessionDetails Details)
{
    /// <summary>When the session ends if nobody uses it, by this machine's wall clock; null where an earlier version stored it.</summary>
    public DateTimeOffset? RefreshTokenExpiresAt { get; init; }

    /// <summary>Says nothing of the tokens.</summary>
    public override string ToString() => $"session {Details.Id}, generation {Details.Generation}";
}
