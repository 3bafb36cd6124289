using System.Globalization;

namespace Tandem.Sqlite.Engine;

/// <summary>How values of the domain are written into columns; <see cref="SqliteColumns"/> reads them back.</summary>
internal static class SqliteValue
{
    /// <summary>The column value of <paramref name="value"/>.</summary>
    public static object From(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        TimeSpan duration => (long)duration.TotalMilliseconds,
        bool flag => flag ? 1L : 0L,
        Enum choice => Convert.ToInt64(choice, CultureInfo.InvariantCulture),
        IReadOnlyList<string> names => NameLists.Write(names),
        _ => value,
    };
}
