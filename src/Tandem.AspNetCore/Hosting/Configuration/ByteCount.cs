using System.Globalization;

namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>Numbers of bytes as people write them: <c>5GB</c> is 5,000,000,000, <c>512MiB</c> is 536,870,912.</summary>
internal static class ByteCount
{
    // The longest first: GiB ends in B too.
    private static readonly (string Unit, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("kB", 1000), ("KB", 1000), ("MB", 1_000_000),
        ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1), ("", 1),
    ];

    /// <summary>Reads one; null when it is none.</summary>
    public static long? Parse(string text)
    {
        var (unit, bytes) = Units.First(known => text.EndsWith(known.Unit, StringComparison.Ordinal));
        return decimal.TryParse(
                text.AsSpan(0, text.Length - unit.Length).TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && count <= long.MaxValue / bytes
            ? (long)(count * bytes)
            : null;
    }

    /// <summary>Writes one, rounded.</summary>
    public static string Describe(long bytes) => bytes switch
    {
        >= 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB"),
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
    };
}
