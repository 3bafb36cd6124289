using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.Accounts.Passwords;

/// <summary>
/// A password is taken as received: its UTF-8 bytes, NUL included, all of them significant, nothing normalised, trimmed or folded.
/// </summary>
public static class Password
{
    /// <summary>The most bytes a password may have; it bounds the work of a hash. Longer ones are refused, never cut.</summary>
    public const int MaximumLength = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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
