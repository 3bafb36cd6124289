using System.Security.Cryptography;

namespace Tandem.Platform;

/// <summary>HMAC-SHA-256 over a context and a content, so that a tag made for one purpose is none for another; cut to what is asked for.</summary>
internal static class TokenTag
{
    /// <summary>Fills <paramref name="tag"/>, at most 32 bytes.</summary>
    public static void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> context, ReadOnlySpan<byte> content, Span<byte> tag)
    {
        Span<byte> message = stackalloc byte[context.Length + content.Length];
        context.CopyTo(message);
        content.CopyTo(message[context.Length..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, message, mac);
        mac[..tag.Length].CopyTo(tag);
    }
}
