using System.Globalization;

namespace Tandem.PostgreSql.Engine;

/// <summary>How values of the domain are written into columns; <see cref="PostgreSqlColumns"/> reads them back.</summary>
internal static class PostgreSqlValue
{
    /// <summary>The column value of <paramref name="value"/>.</summary>
    public static object From(object? value) => value switch
    {
        null => DBNull.Value,
        DateTimeOffset time => time.ToUnixTimeMilliseconds(),
        TimeSpan duration => (long)duration.TotalMilliseconds,
        Enum choice => Convert.ToInt32(choice, CultureInfo.InvariantCulture),
        uint number => (long)number,
        IReadOnlyList<string> names => names as string[] ?? [.. names],
        _ => value,
    };
}
