using System.Buffers;
using System.Security.Cryptography;

namespace Tandem.MasterKeys;

/// <summary>
/// Master keys given as text: 32 bytes each in base64 or base64url, separated by commas or lines, the current one first. Lines that
/// begin with <c>#</c> are comments.
/// </summary>
internal static class MasterKeySource
{
    private const string Expected = "Expected is a key of 32 random bytes in base64 or base64url, 43 characters and perhaps a padding '=', "
        + "as `openssl rand -base64 32` makes it; several are separated by commas or lines, the current one first.";

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    /// <summary>Reads the keys.</summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">What an error calls it by: a setting's name or a file's path.</param>
    /// <exception cref="MasterKeyException">It is not a list of keys.</exception>
    public static MasterKeyRing Parse(string text, string origin)
    {
        var keys = new List<MasterKey>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (line.TrimStart() is ['#', ..])
                continue;
            foreach (var range in line.Split(','))
            {
                var entry = line[range].Trim();
                if (entry.IsEmpty)
                    continue;
                var key = ParseOne(entry, keys.Count + 1, origin);
                if (keys.Any(known => known.Id == key.Id))
                    throw new MasterKeyException($"{origin}: entry {keys.Count + 1} repeats an earlier one. Remove it.");
                keys.Add(key);
            }
        }

        return keys.Count > 0
            ? new MasterKeyRing(keys[0], keys[1..])
            : throw new MasterKeyException($"{origin}: there is no key in it. {Expected}");
    }

    private static MasterKey ParseOne(ReadOnlySpan<char> entry, int number, string origin)
    {
        var digits = entry is [.., '='] ? entry[..^1] : entry;
        if (digits.ContainsAnyExcept(Alphabet))
            throw new MasterKeyException($"{origin}: entry {number} has a character that is in neither alphabet. {Expected}");
        if (digits.Length != 43)
            throw new MasterKeyException($"{origin}: entry {number} has {digits.Length} characters. {Expected}");

        Span<char> base64 = stackalloc char[44];
        digits.Replace(base64, '-', '+');
        base64.Replace('_', '/');
        base64[43] = '=';
        Span<byte> bytes = stackalloc byte[MasterKey.Length];
        Span<char> again = stackalloc char[44];
        try
        {
            // Writing it again tells a slip in the last character, which decoding would let pass.
            if (!Convert.TryFromBase64Chars(base64, bytes, out _) || !Convert.TryToBase64Chars(bytes, again, out _)
                || !again.SequenceEqual(base64))
                throw new MasterKeyException($"{origin}: entry {number} is not base64 of {MasterKey.Length} bytes. {Expected}");
            // The likeliest placeholder, and the only one that can be told from a key.
            if (!bytes.ContainsAnyExcept(bytes[0]))
                throw new MasterKeyException($"{origin}: entry {number} is one byte over and over, not a random key. {Expected}");
            return new MasterKey(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
            base64.Clear();
            again.Clear();
        }
    }
}
