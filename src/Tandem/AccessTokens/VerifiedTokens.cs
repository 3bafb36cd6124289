using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

using Tandem.SigningKeys;

namespace Tandem.AccessTokens;

/// <summary>
/// Access tokens whose signature and claims one validator has found good, so that presenting one again costs no second verification.
/// Only what holds for ever is kept: whoever takes a token from here checks its times and its key again. Safe for any number of threads.
/// </summary>
/// <remarks>
/// Found by SHA-256 of all bytes: no token stays in memory, and the time of a look-up says nothing of the tokens that are here. Two
/// generations bound it: when the young one is full it becomes the old one, and what nobody presented since is forgotten with the old.
/// </remarks>
/// <param name="entries">How many tokens are kept at most.</param>
/// <param name="bytes">How long all of them may be together. What is kept of a token is a small multiple of its length.</param>
internal sealed class VerifiedTokens(int entries = 16_384, int bytes = 8 * 1024 * 1024)
{
    /// <summary>Longer tokens are verified each time.</summary>
    public const int LongestToken = 2048;

    private readonly Lock gate = new();
    private volatile Generation young = new(), old = new();

    /// <summary>Tokens that are kept now; one that was presented again lately counts twice.</summary>
    public int Count => young.Count + old.Count;

    /// <summary>How long they are together.</summary>
    public int Bytes => young.Bytes + old.Bytes;

    /// <summary>What tokens are found by; false for those that are never kept.</summary>
    public static bool TryDigest(ReadOnlySpan<char> token, out Digest digest)
    {
        digest = default;
        if (token.Length > LongestToken)
            return false;
        Span<byte> ascii = stackalloc byte[LongestToken];
        // A character that is not ASCII has no byte of its own: two texts could look alike.
        return Ascii.FromUtf16(token, ascii, out var length) == OperationStatus.Done
            && SHA256.TryHashData(ascii[..length], MemoryMarshal.AsBytes(new Span<Digest>(ref digest)), out _);
    }

    /// <summary>A token, or null.</summary>
    public VerifiedToken? Find(in Digest digest, int length)
    {
        if (young.Tokens.TryGetValue(digest, out var found))
            return found;
        if (old.Tokens.TryGetValue(digest, out found))
            Add(digest, length, found);
        return found;
    }

    /// <summary>Keeps a token that is <paramref name="length"/> bytes long.</summary>
    public void Add(in Digest digest, int length, VerifiedToken token)
    {
        lock (gate)
        {
            if (!young.Tokens.TryAdd(digest, token))
            {
                young.Tokens[digest] = token;
                return;
            }

            young.Count++;
            young.Bytes += length;
            if (young.Count < entries / 2 && young.Bytes <= (bytes / 2) - LongestToken)
                return;
            old = young;
            young = new Generation();
        }
    }

    /// <summary>SHA-256, of which any part serves the table as its own hash.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Digest(long First, long Second, long Third, long Fourth)
    {
        public override int GetHashCode() => First.GetHashCode();
    }

    private sealed class Generation
    {
        public ConcurrentDictionary<Digest, VerifiedToken> Tokens { get; } = new();

        // The table's own count would take all of its locks.
        public int Count { get; set; }

        public int Bytes { get; set; }
    }
}

/// <summary>A token with a good signature, the right issuer and the right audience.</summary>
/// <param name="Key">The key that signed it: when it is no longer among the accepted ones, neither is the token.</param>
/// <param name="Claims">Its claims.</param>
/// <param name="NotBefore"><c>nbf</c>, or null.</param>
internal sealed record VerifiedToken(VerificationKey Key, AccessToken Claims, DateTimeOffset? NotBefore);
