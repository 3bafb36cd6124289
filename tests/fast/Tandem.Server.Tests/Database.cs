using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

using Tandem.Platform;

namespace Tandem.Server.Tests;

/// <summary>Writes into a data folder's database past the program.</summary>
internal static class Database
{
    public static async Task ExecuteAsync(string dataFolder, string sql)
    {
        // Opening it loads SQLite.
        await using (var services = new ServiceCollection().AddSingleton(new StorageSettings("sqlite", "", dataFolder)).AddTandemStorage().BuildServiceProvider())
            await services.GetRequiredService<IStorageLifetime>().OpenAsync(TestContext.Current.CancellationToken);

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "tandem.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The first value of a query.</summary>
    public static async Task<object?> ScalarAsync(string dataFolder, string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(dataFolder, "tandem.db")};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
