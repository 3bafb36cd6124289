using System.Data.Common;

namespace Tandem.PostgreSql.Engine;

/// <summary>How columns are read back into values of the domain; <see cref="PostgreSqlValue"/> writes them.</summary>
internal static class PostgreSqlColumns
{
    public static byte[] Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static byte[]? BytesOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Bytes(column);

    public static Guid? IdentifierOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static long? NumberOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static DateTimeOffset Time(this DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static TimeSpan Duration(this DbDataReader row, int column) => TimeSpan.FromMilliseconds(row.GetInt64(column));

    public static IReadOnlyList<string> Names(this DbDataReader row, int column) => row.GetFieldValue<string[]>(column);
}
