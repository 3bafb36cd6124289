using Tandem.Accounts;
using Tandem.Sessions;

namespace Tandem.Refresh;

/// <summary>What a sign-in or a refresh hands out.</summary>
/// <param name="Session">The session, as it stands now.</param>
/// <param name="Account">Its account.</param>
/// <param name="Generation">The generation the access token is made for.</param>
/// <param name="RefreshToken">The encoded refresh token, or null when the client keeps the one it has.</param>
/// <param name="At">When it was granted; lifetimes count from it.</param>
internal sealed record SessionGrant(Session Session, Account Account, long Generation, string? RefreshToken, DateTimeOffset At)
{
    /// <summary>Until when the refresh token that the client now has is accepted, unused: the session's end, or an older candidate's own.</summary>
    public DateTimeOffset ExpiresAt { get; init; } = Session.ExpiresAt;

    /// <summary>The secret of a cookie session that has just begun, which has no refresh token; empty for any other grant.</summary>
    internal ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Says nothing of the token.</summary>
    public override string ToString() => $"grant of session {Session.Id}, generation {Generation}";
}
