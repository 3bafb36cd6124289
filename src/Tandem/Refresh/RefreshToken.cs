using System.Security.Cryptography;

namespace Tandem.Refresh;

/// <summary>A refresh token whose tag has been verified.</summary>
/// <param name="KeyId">The master key its tag was made with.</param>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="Generation">Its place in the session's life, from 1.</param>
/// <param name="IssuedAt">When it was made, to the second.</param>
/// <param name="ExpiresAt">When it stops being valid, to the second.</param>
/// <param name="Secret">The session's 32-byte secret <c>S</c>.</param>
internal sealed record RefreshToken(
    uint KeyId, Guid SessionId, long Generation, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, ReadOnlyMemory<byte> Secret)
{
    /// <summary>Bytes of the session secret.</summary>
    public const int SecretLength = 32;

    /// <summary>Whether SHA-256 of the token's secret is <paramref name="secretHash"/>; takes the same time either way.</summary>
    public bool Matches(ReadOnlySpan<byte> secretHash) => CryptographicOperations.FixedTimeEquals(HashSecret(), secretHash);

    /// <summary>SHA-256 of the token's secret, as the session's row stores it.</summary>
    public byte[] HashSecret() => SHA256.HashData(Secret.Span);

    /// <summary>Says nothing of the secret: tokens must never reach a log.</summary>
    public override string ToString() => $"refresh token of session {SessionId}, generation {Generation}";
}

/// <summary>Why a presented refresh token was refused without looking at the database.</summary>
internal enum RefreshTokenFault
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>It is not a refresh token, or was altered.</summary>
    Invalid,

    /// <summary>It is authentic and past its end.</summary>
    Expired,

    /// <summary>Well-formed, made with a master key of this installation that this node has not loaded: nothing can be said of it.</summary>
    KeyNotLoaded,

    /// <summary>Well-formed, made with a key that this installation never had: another installation's.</summary>
    Foreign,
}
