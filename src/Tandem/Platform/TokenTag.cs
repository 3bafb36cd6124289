using System.Collections.Concurrent;
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

/// <summary>A key that many tags are made with, as <see cref="TokenTag"/> makes them: loading it takes longer than a tag.</summary>
internal sealed class TagKey(byte[] key)
{
    // As many as threads were ever at work together.
    private readonly ConcurrentBag<IncrementalHash> idle = [];

    /// <summary>Fills <paramref name="tag"/>, at most 32 bytes.</summary>
    public void Write(ReadOnlySpan<byte> context, ReadOnlySpan<byte> content, Span<byte> tag)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hmac = idle.TryTake(out var kept) ? kept : IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        // One that fails is not given back: half a message would be left in it.
        hmac.AppendData(context);
        hmac.AppendData(content);
        hmac.GetHashAndReset(mac);
        idle.Add(hmac);
        mac[..tag.Length].CopyTo(tag);
    }
}
