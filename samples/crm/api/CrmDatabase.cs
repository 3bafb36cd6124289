using Dapper;

using Microsoft.Data.Sqlite;

using Tandem.AspNetCore;

namespace Crm;

/// <summary>The CRM's own rows, in a database of their own beside Tandem's.</summary>
internal sealed class CrmDatabase
{
    private readonly string connectionString;
    private readonly Lazy<Task> ready;

    public CrmDatabase(TandemOptions options, TimeProvider time)
    {
        Directory.CreateDirectory(options.DataFolder);
        connectionString = new SqliteConnectionStringBuilder { DataSource = Path.Combine(options.DataFolder, "crm.db") }.ToString();
        ready = new(() => CreateAsync(time));
    }

    public async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await ready.Value;
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private async Task CreateAsync(TimeProvider time)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await connection.ExecuteAsync("""
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS orders (
                id         INTEGER PRIMARY KEY,
                customer   TEXT NOT NULL,
                item       TEXT NOT NULL,
                quantity   INTEGER NOT NULL,
                amount     TEXT NOT NULL,
                status     TEXT NOT NULL,
                created_at TEXT NOT NULL,
                created_by TEXT
            );
            """);
        if (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM orders") > 0)
            return;
        var now = time.GetUtcNow();
        var first = new[]
        {
            ("Harbour Cycles", "Touring bicycle", 4, "3196.00", "shipped", 9),
            ("Northlight Studio", "Desk lamp", 12, "1068.00", "paid", 6),
            ("Quarry & Sons", "Work boots", 30, "3870.00", "open", 3),
            ("Tern Bakery", "Mixing bowl", 8, "271.20", "open", 1),
        };
        foreach (var (customer, item, quantity, amount, status, daysAgo) in first)
        {
            await connection.ExecuteAsync(
                "INSERT INTO orders (customer, item, quantity, amount, status, created_at) VALUES (@customer, @item, @quantity, @amount, @status, @at)",
                new { customer, item, quantity, amount, status, at = now.AddDays(-daysAgo).ToString("O") });
        }
    }
}
