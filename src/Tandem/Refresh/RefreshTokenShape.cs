using System.Buffers;
using System.Globalization;

namespace Tandem.Refresh;

/// <summary>What programs do to a refresh token on its way, as far as its characters show it.</summary>
internal static class RefreshTokenShape
{
    private static readonly SearchValues<char> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    /// <summary>
    /// Says in a sentence how a text differs from a refresh token, and repeats nothing of it. Null when it has the shape of one, whether
    /// or not it is genuine.
    /// </summary>
    public static string? FaultOf(ReadOnlySpan<char> text)
    {
        const int Length = RefreshTokenFormat.EncodedLength;
        return text switch
        {
            ['"', ..] or [.., '"'] => "It is in double quotes: send it without them.",
            _ when text.ContainsAny('\r', '\n') => "It contains a line break: send the token alone.",
            _ when text.Contains(' ') => "It contains a space: send the token alone.",
            _ when text.Contains('%') => "It is percent-encoded: send it as it was received.",
            _ when text.StartsWith("eyJ", StringComparison.Ordinal) && text.Contains('.') => "It is an access token: send the refresh token.",
            _ when text.ContainsAny('+', '/', '=') => "It is in standard base64: send it in base64url without padding, as it was received.",
            { Length: < Length } => string.Create(CultureInfo.InvariantCulture, $"It was cut short: it has {text.Length} of {Length} characters."),
            { Length: > Length } => string.Create(CultureInfo.InvariantCulture, $"It is too long: it has {text.Length} characters instead of {Length}."),
            _ when text.ContainsAnyExcept(Base64Url) => "It has characters that no refresh token has.",
            _ => null,
        };
    }
}
