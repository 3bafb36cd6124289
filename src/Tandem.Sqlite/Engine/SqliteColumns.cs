using System.Text;

using Microsoft.Data.Sqlite;

namespace Tandem.Sqlite.Engine;

/// <summary>How columns are read back into values of the domain; <see cref="SqliteValue"/> writes them.</summary>
internal static class SqliteColumns
{
    public static byte[] Bytes(this SqliteDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static Guid Identifier(this SqliteDataReader row, int column) => new(row.Bytes(column), bigEndian: true);

    public static Guid? IdentifierOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Identifier(column);

    public static string? TextOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static bool Flag(this SqliteDataReader row, int column) => row.GetInt64(column) != 0;

    public static DateTimeOffset Time(this SqliteDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static DateTimeOffset? TimeOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);

    public static TimeSpan Duration(this SqliteDataReader row, int column) => TimeSpan.FromMilliseconds(row.GetInt64(column));

    public static IReadOnlyList<string> Names(this SqliteDataReader row, int column) =>
        NameLists.Parse(Encoding.UTF8.GetBytes(row.GetString(column)));
}
