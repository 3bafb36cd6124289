using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Tandem.AccessTokens;

/// <summary>
/// A JWS in compact form (RFC 7515 §7.1), taken apart and decoded; nothing in it has been verified. Each part has exactly one
/// spelling: no padding, no white space, no stray bits (RFC 7515 §2, RFC 4648 §3.5, draft-ietf-oauth-rfc8725bis-08 §3.14).
/// </summary>
internal sealed class CompactJws : IDisposable
{
    /// <summary>Longer tokens are refused before any work is done on them.</summary>
    public const int MaximumLength = 8192;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    // The text in ASCII, and behind it the decoded parts.
    private byte[] buffer;

    private CompactJws(ReadOnlySpan<char> text, int firstDot, int lastDot)
    {
        buffer = ArrayPool<byte>.Shared.Rent(2 * text.Length);
        var used = Encoding.ASCII.GetBytes(text, buffer);
        SigningInput = buffer.AsMemory(0, lastDot);
        Header = Decode(0, firstDot, ref used);
        Payload = Decode(firstDot + 1, lastDot, ref used);
        Signature = Decode(lastDot + 1, text.Length, ref used);
    }

    /// <summary>What the signature is of: header, dot and payload as they were sent (RFC 7515 §5.2).</summary>
    public ReadOnlyMemory<byte> SigningInput { get; }

    public ReadOnlyMemory<byte> Header { get; }

    public ReadOnlyMemory<byte> Payload { get; }

    public ReadOnlyMemory<byte> Signature { get; }

    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out CompactJws? jws)
    {
        jws = null;
        if (text.Length > MaximumLength)
            return false;
        var firstDot = text.IndexOf('.');
        var lastDot = text.LastIndexOf('.');
        if (firstDot == lastDot
            || !IsCanonical(text[..firstDot])
            || !IsCanonical(text[(firstDot + 1)..lastDot])
            || !IsCanonical(text[(lastDot + 1)..]))
            return false;
        jws = new CompactJws(text, firstDot, lastDot);
        return true;
    }

    /// <summary>Gives the memory back; what the properties returned is not to be read any more.</summary>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        buffer = [];
    }

    // A further dot is not in the alphabet, so this also refuses more than three parts: the five of a JWE (RFC 7516 §7.1) as well.
    private static bool IsCanonical(ReadOnlySpan<char> part)
    {
        if (part.IsEmpty || part.ContainsAnyExcept(Alphabet))
            return false;
        var spareBits = (part.Length % 4) switch { 0 => 0, 2 => 0b1111, 3 => 0b11, _ => -1 };
        return spareBits >= 0 && (ValueOf(part[^1]) & spareBits) == 0;
    }

    private static int ValueOf(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '-' => 62,
        _ => 63,
    };

    private ReadOnlyMemory<byte> Decode(int start, int end, ref int used)
    {
        var length = Base64Url.DecodeFromUtf8(buffer.AsSpan(start..end), buffer.AsSpan(used));
        used += length;
        return buffer.AsMemory(used - length, length);
    }
}
