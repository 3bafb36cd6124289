using System.Globalization;

using Microsoft.Data.Sqlite;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>What an audit reads of a database, from outside the program.</summary>
internal sealed record DatabaseRows(
    IReadOnlyList<DatabaseRows.AccountRow> Accounts, IReadOnlyList<DatabaseRows.SessionRow> Sessions, IReadOnlyList<DatabaseRows.EventRow> Events,
    IReadOnlyList<DatabaseRows.RevocationRow> Revocations, IReadOnlyList<DatabaseRows.CounterRow> Counters)
{
    /// <summary>Reads it in one transaction.</summary>
    /// <exception cref="InvalidDataException">SQLite finds the file damaged.</exception>
    public static DatabaseRows Read(string database)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        if (Rows(connection, "PRAGMA integrity_check", row => row.GetString(0)) is not ["ok"] and var damage)
            throw new InvalidDataException(string.Join('\n', damage));
        return new(
            Rows(connection, "SELECT hex(id), canonical_email, roles, status, epoch FROM accounts",
                row => new AccountRow(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetInt64(4))),
            Rows(connection, """
                SELECT hex(s.id), hex(a.id), r.issued, s.revoked_at, s.revoke_reason
                FROM sessions s JOIN rotations r ON r.session_number = s.number JOIN accounts a ON a.number = s.account_number
                """,
                row => new SessionRow(row.GetString(0), row.GetString(1), row.GetInt64(2), Number(row, 3), Number(row, 4))),
            Rows(connection, "SELECT at, kind, hex(account_id), hex(session_id), data FROM events ORDER BY sequence",
                row => new EventRow(row.GetInt64(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4))),
            Rows(connection, "SELECT hex(session_id), hex(account_id), epoch FROM revocations",
                row => new RevocationRow(row.GetString(0), row.GetString(1), row.GetInt64(2))),
            Rows(connection, "SELECT key, attempts, locked_at FROM sign_in_counters",
                row => new CounterRow(row.GetString(0), row.GetInt64(1), Number(row, 2))));
    }

    /// <summary>An identifier as the rows have it.</summary>
    public static string Hex(Guid id) => Convert.ToHexString(id.ToByteArray(bigEndian: true));

    private static List<T> Rows<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var list = new List<T>();
        while (rows.Read())
            list.Add(read(rows));
        return list;
    }

    private static long? Number(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);

    public sealed record AccountRow(string Id, string Email, string Roles, long Status, long Epoch);

    public sealed record SessionRow(string Id, string Account, long Issued, long? RevokedAt, long? Reason);

    public sealed record EventRow(long At, string Kind, string Account, string Session, string Data);

    public sealed record RevocationRow(string Session, string Account, long Epoch);

    public sealed record CounterRow(string Key, long Attempts, long? LockedAt);
}
