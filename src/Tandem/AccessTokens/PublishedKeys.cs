using System.Text.Json;

using Tandem.SigningKeys;

namespace Tandem.AccessTokens;

/// <summary>Reads a JWK set of somebody else (RFC 7517 §5).</summary>
internal static class PublishedKeys
{
    private const int MaximumBytes = 64 * 1024;

    /// <summary>A set of more is refused: reading it must not become work.</summary>
    public const int MaximumKeys = 64;

    // Set, keys, key, and lists in it: key_ops, x5c, oth.
    private const int MaxDepth = 5;

    public static VerificationKeySet Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaximumBytes)
            throw new FormatException($"A JWK set may have {MaximumBytes} bytes; this one has {utf8.Length}.");
        if (!StrictJson.TryParseObject(utf8, MaxDepth, out var document))
            throw new FormatException("This is not a JSON object, or one with a member twice.");
        using (document)
        {
            if (!document.RootElement.TryGetProperty("keys"u8, out var keys) || keys.ValueKind != JsonValueKind.Array)
                throw new FormatException("This is not a JWK set: it has no array 'keys'.");
            if (keys.GetArrayLength() > MaximumKeys)
                throw new FormatException($"A JWK set may have {MaximumKeys} keys; this one has {keys.GetArrayLength()}.");
            return Sort([.. keys.EnumerateArray().Select(PublishedKey.Read)]);
        }
    }

    private static VerificationKeySet Sort(PublishedKey[] published)
    {
        // Which of two keys a token means could not be told, so none of them is used.
        var ambiguous = published.Where(key => key.Key is not null).GroupBy(key => key.Key!.KeyId, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any()).Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        var good = new List<VerificationKey>();
        var refused = new List<RefusedKey>();
        foreach (var (position, (key, fault)) in published.Index())
        {
            if (key is null)
                refused.Add(new RefusedKey(position, fault));
            else if (ambiguous.Contains(key.KeyId))
                refused.Add(new RefusedKey(position, PublishedKeyFault.DuplicateId));
            else
                good.Add(key);
        }

        return new VerificationKeySet(good, refused);
    }
}
