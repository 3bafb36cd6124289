using Tandem.Lockout;

namespace Tandem.Sessions;

/// <summary>How a session is to begin.</summary>
/// <param name="Delivery">How its refresh tokens reach the client.</param>
/// <param name="Persistent">Whether its cookie outlives the browser session.</param>
/// <param name="AuthenticationMethods">How the account proved its identity (RFC 8176).</param>
/// <param name="Settled">The sign-in counter that this success resets, or null.</param>
public sealed record SessionStart(
    SessionDelivery Delivery, bool Persistent, IReadOnlyList<string> AuthenticationMethods, SignInKey? Settled);
