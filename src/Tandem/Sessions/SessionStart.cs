using Tandem.Lockout;

namespace Tandem.Sessions;

/// <summary>How a session is to begin.</summary>
/// <param name="Delivery">How its refresh tokens reach the client.</param>
/// <param name="Persistent">Whether its cookie outlives the browser session.</param>
/// <param name="AuthenticationMethods">How the account proved its identity (RFC 8176).</param>
/// <param name="Settled">The sign-in counter that this success resets, or null.</param>
internal sealed record SessionStart(
    SessionDelivery Delivery, bool Persistent, IReadOnlyList<string> AuthenticationMethods, SignInKey? Settled);

/// <summary>A session that has begun, and the secret that its tokens carry.</summary>
/// <param name="Stored">The session and its account.</param>
/// <param name="Secret">The session's secret; only its hash is stored.</param>
/// <param name="At">When it began.</param>
internal sealed record StartedSession(StoredSession Stored, ReadOnlyMemory<byte> Secret, DateTimeOffset At)
{
    /// <summary>Says nothing of the secret.</summary>
    public override string ToString() => $"started session {Stored.Session.Id}";
}
