using System.Security.Cryptography;

namespace Tandem.CookieSessions;

/// <summary>The token of a page session, whose tag has been verified. It stays the same for as long as the session lives.</summary>
/// <param name="KeyId">The master key its tag was made with.</param>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="Secret">The session's 32-byte secret.</param>
public sealed record PageToken(uint KeyId, Guid SessionId, ReadOnlyMemory<byte> Secret)
{
    /// <summary>Whether SHA-256 of the token's secret is <paramref name="secretHash"/>; takes the same time either way.</summary>
    public bool Matches(ReadOnlySpan<byte> secretHash) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Secret.Span), secretHash);

    /// <summary>Says nothing of the secret: tokens must never reach a log.</summary>
    public override string ToString() => $"page token of session {SessionId}";
}
