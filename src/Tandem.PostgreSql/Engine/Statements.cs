using System.Data.Common;

using Npgsql;

using Tandem.SecurityEvents;

namespace Tandem.PostgreSql.Engine;

/// <summary>Runs statements on one connection, in a transaction or each by itself. Not safe for two threads at once.</summary>
/// <param name="connection">The connection.</param>
/// <param name="sealer">What seals the events; null before the chain is started.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class Statements(NpgsqlConnection connection, EventSeal sealer, CancellationToken cancellationToken)
{
    public EventSealer Sealer => sealer.Sealer;

    /// <summary>Runs a statement; returns how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads all rows.</summary>
    public async Task<List<T>> ListAsync<T>(string sql, Func<DbDataReader, T> read, params (string Name, object? Value)[] values)
    {
        await using var command = Command(sql, values);
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var list = new List<T>();
        while (await rows.ReadAsync(cancellationToken))
            list.Add(read(rows));
        return list;
    }

    /// <summary>Reads the row that there is, or null.</summary>
    public async Task<T?> FindAsync<T>(string sql, Func<DbDataReader, T?> read, params (string Name, object? Value)[] values) where T : class =>
        (await ListAsync(sql, read, values)).SingleOrDefault();

    /// <summary>Reads one value of the one row that there always is.</summary>
    public async Task<T> ValueAsync<T>(string sql, params (string Name, object? Value)[] values) =>
        (await ListAsync(sql, row => row.GetFieldValue<T>(0), values)).Single();

    private NpgsqlCommand Command(string sql, (string Name, object? Value)[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in values)
            command.Parameters.Add(new NpgsqlParameter(name, PostgreSqlValue.From(value)));
        return command;
    }
}
