using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text.RegularExpressions;

namespace Tandem.Tabs.Tests.Lab;

/// <summary>What a refresh cookie says to whoever sees it; only the server can make another one.</summary>
internal sealed partial record RefreshCookie(Guid Session, long Generation)
{
    // version(1) | key id(4) | session id(16) | generation(8) | ...
    private const int SessionAt = 5, GenerationAt = 21;

    /// <summary>From a <c>Cookie</c> or <c>Set-Cookie</c> header; null where there is no token.</summary>
    public static RefreshCookie? In(string? header)
    {
        if (header is null || Token().Match(header) is not { Success: true } match)
            return null;
        var token = Base64Url.DecodeFromChars(match.Groups[1].ValueSpan);
        return new(new Guid(token.AsSpan(SessionAt, 16), bigEndian: true), BinaryPrimitives.ReadInt64BigEndian(token.AsSpan(GenerationAt)));
    }

    [GeneratedRegex("__Host-refreshToken=([A-Za-z0-9_-]{116})")]
    private static partial Regex Token();
}
