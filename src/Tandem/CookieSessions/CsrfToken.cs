using System.Buffers.Text;
using System.Security.Cryptography;

using Tandem.Platform;

namespace Tandem.CookieSessions;

/// <summary>
/// What a page of a session shows that it has been given, against requests of other pages: 16 random bytes, and their HMAC-SHA-256
/// under the session's secret. No two renderings have the same one, so that compressing a page gives nothing away (BREACH).
/// </summary>
internal static class CsrfToken
{
    private const int RandomLength = 16;
    private const int ByteLength = RandomLength + HMACSHA256.HashSizeInBytes;

    /// <summary>Characters of a token. 48 bytes fill 64 characters exactly.</summary>
    public const int EncodedLength = 64;

    private static ReadOnlySpan<byte> Context => "tandem-csrf1"u8;

    /// <summary>Makes one for a session.</summary>
    public static string Create(CookieSessionToken session, SecureRandom random)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(random);
        Span<byte> bytes = stackalloc byte[ByteLength];
        random.Fill(bytes[..RandomLength]);
        TokenTag.Write(session.Secret.Span, Context, bytes[..RandomLength], bytes[RandomLength..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Whether a text is a token of the session; its time does not depend on where it differs.</summary>
    public static bool IsOf(CookieSessionToken session, ReadOnlySpan<char> text)
    {
        ArgumentNullException.ThrowIfNull(session);
        Span<byte> bytes = stackalloc byte[ByteLength];
        if (!TokenText.TryDecode(text, bytes))
            return false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        TokenTag.Write(session.Secret.Span, Context, bytes[..RandomLength], expected);
        return CryptographicOperations.FixedTimeEquals(expected, bytes[RandomLength..]);
    }
}
