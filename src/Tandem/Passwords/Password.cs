using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Passwords;

/// <summary>
/// A password is taken as received: its UTF-8 bytes, NUL included, all of them significant, nothing normalised, trimmed or folded.
/// </summary>
public static class Password
{
    /// <summary>The most bytes a password may have; it bounds the work of a hash. Longer ones are refused, never cut.</summary>
    public const int MaximumLength = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>How long one is: each Unicode code point counts one (NIST SP 800-63B-4 §3.1.1.2).</summary>
    public static int Length(ReadOnlySpan<byte> utf8)
    {
        var length = 0;
        foreach (var unit in utf8)
        {
            // Every byte but those that go on with a code point begins one (RFC 3629 §3).
            if ((unit & 0b1100_0000) != 0b1000_0000)
                length++;
        }

        return length;
    }

    /// <summary>
    /// Its bytes; false when the text is not Unicode: an unpaired surrogate would become U+FFFD, and many passwords one. The caller
    /// erases the bytes after use.
    /// </summary>
    public static bool TryEncode(string password, [NotNullWhen(true)] out byte[]? utf8)
    {
        utf8 = null;
        var encoded = new byte[Encoding.UTF8.GetByteCount(password)];
        try
        {
            Strict.GetBytes(password, encoded);
            utf8 = encoded;
            return true;
        }
        catch (EncoderFallbackException)
        {
            CryptographicOperations.ZeroMemory(encoded);
            return false;
        }
    }
}
