using System.Buffers.Text;

namespace Tandem.Platform;

/// <summary>Tokens of a fixed number of bytes as text: base64url without padding (RFC 4648 §5), one spelling each.</summary>
internal static class TokenText
{
    /// <summary>Decodes a text that fills <paramref name="bytes"/> exactly; false for any other.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes) =>
        text.Length == Base64Url.GetEncodedLength(bytes.Length) && IsBase64Url(text)
        && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == bytes.Length;

    // The decoder skips white space and throws at other characters; a token is refused when it is not spelled exactly as it was issued.
    private static bool IsBase64Url(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
                return false;
        }

        return true;
    }
}
