using Microsoft.Data.Sqlite;

namespace Tandem.Server.Tests.Backups;

/// <summary>Looks into a database file, past the program.</summary>
internal static class Sql
{
    /// <summary>The first column of all rows, one a line.</summary>
    public static async Task<string> RunAsync(string database, string sql)
    {
        await using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = database, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
            lines.Add(rows.GetValue(0).ToString()!);
        return string.Join('\n', lines);
    }
}
