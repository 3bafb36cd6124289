using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.RegularExpressions;

namespace Tandem.Windows.Tests.Lab;

/// <summary>Reads the generation from a refresh cookie. It is not secret; only the server can make another one.</summary>
internal static partial class TokenGeneration
{
    // version(1) | key id(4) | session id(16) | generation(8) | ...
    private const int At = 21;

    /// <summary>From a <c>Cookie</c> or <c>Set-Cookie</c> header; null where there is no token.</summary>
    public static long? In(string? header) =>
        header is not null && Token().Match(header) is { Success: true } match
            ? BinaryPrimitives.ReadInt64BigEndian(Base64Url.DecodeFromChars(match.Groups[1].ValueSpan).AsSpan(At))
            : null;

    [GeneratedRegex("__Host-refreshToken=([A-Za-z0-9_-]{116})")]
    private static partial Regex Token();
}
