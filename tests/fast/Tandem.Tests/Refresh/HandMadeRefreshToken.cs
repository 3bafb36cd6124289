using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tandem.Tests.Refresh;

/// <summary>
/// Makes refresh tokens from their bytes, independently of the code under test: key and tag by HMAC alone (RFC 5869 is two HMACs here).
/// </summary>
internal static class HandMadeRefreshToken
{
    public const int TagAt = 71;

    /// <summary>The first 71 bytes of a token.</summary>
    public static byte[] Body(uint keyId, Guid session, long generation, ulong issuedAt, ulong expiresAt, ReadOnlySpan<byte> secret)
    {
        var body = new byte[TagAt];
        body[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(body.AsSpan(1), keyId);
        session.ToByteArray(bigEndian: true).CopyTo(body, 5);
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(21), generation);
        WriteFiveBytes(body.AsSpan(29), issuedAt);
        WriteFiveBytes(body.AsSpan(34), expiresAt);
        secret.CopyTo(body.AsSpan(39));
        return body;
    }

    /// <summary>The token with these first 71 bytes.</summary>
    public static string Tagged(byte[] body, byte[] masterKey, Guid installation)
    {
        var pseudorandomKey = HMACSHA256.HashData(new byte[32], masterKey);
        var key = HMACSHA256.HashData(pseudorandomKey, (byte[])[.. "tandem-rt1"u8, .. installation.ToByteArray(bigEndian: true), 1]);
        var tag = HMACSHA256.HashData(key, (byte[])[.. "tandem-rt1"u8, .. body]);
        return Base64Url.EncodeToString([.. body, .. tag[..16]]);
    }

    private static void WriteFiveBytes(Span<byte> target, ulong value)
    {
        for (var i = 4; i >= 0; i--, value >>= 8)
            target[i] = (byte)value;
    }
}
