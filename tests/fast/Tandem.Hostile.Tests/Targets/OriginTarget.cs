using Tandem.Browsers.Sites;
using Tandem.Hostile.Tests.Fuzzing;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>The <c>Origin</c> header. E3, V35.</summary>
public sealed class OriginTarget : FuzzTarget
{
    public override IReadOnlyList<string> Dictionary { get; } =
    [
        "https://", "http://", "capacitor://localhost", "app://", "null", "localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", ":443", ":80", ":65536", ":0", "@", "/", "?", "#", "\\",
        ".", "xn--", "xn--e1afmkfd", "é", "%2e", "0x7f.1", "2130706433", "example.com", ".localhost", "file://", " ", ", ",
    ];

    public override IEnumerable<byte[]> Seeds { get; } =
        [.. new[] { "https://app.example.com", "http://localhost:5173", "http://[::1]:80", "capacitor://localhost", "null" }.Select(FuzzText.Bytes)];

    public override void Give(byte[] input)
    {
        var text = FuzzText.Of(input);
        // The framework's parser of URLs does the reading; more than 512 characters it never sees.
        var origin = Within(16_384, () => Origin.TryParse(text, out var read) ? read : null);
        if (origin is null)
            return;
        Must(origin.ToString() == text, "It has a second spelling.");
        Must(text.All(c => c is > ' ' and < '\x7f'), "A browser sends ASCII.");
        Must(text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].All(c => c is not ('/' or '\\' or '?' or '#' or '@')), "More than an origin.");
        Must(origin.IsSameAs(origin), "Not itself.");
    }
}
