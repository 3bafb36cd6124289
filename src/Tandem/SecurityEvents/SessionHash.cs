using System.Security.Cryptography;

namespace Tandem.SecurityEvents;

/// <summary>
/// What a session is called outside the database: the first half of SHA-256 over its id. It tells sessions apart and leads back to
/// none (OWASP ASVS 5.0 16.2.5).
/// </summary>
internal static class SessionHash
{
    /// <summary>Characters of a hash.</summary>
    public const int Length = 32;

    /// <summary>The hash of a session's id, in hexadecimal.</summary>
    public static string Of(Guid sessionId) => Convert.ToHexStringLower(SHA256.HashData(sessionId.ToByteArray(bigEndian: true)).AsSpan(0, Length / 2));
}
