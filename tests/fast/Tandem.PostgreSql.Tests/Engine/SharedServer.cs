using Npgsql;

using Tandem.Processes.Testing;
using Tandem.PostgreSql.Tests.Engine;

[assembly: AssemblyFixture(typeof(SharedServer))]

namespace Tandem.PostgreSql.Tests.Engine;

/// <summary>The server of all tests that need no faults. Each test has a schema of its own.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    private static PostgreSqlServer? server;
    private static NpgsqlDataSource? administration;
    private static int schemas;

    // Nothing here is lost with power.
    public async ValueTask InitializeAsync()
    {
        server = await PostgreSqlServer.StartAsync("fsync=off");
        administration = NpgsqlDataSource.Create(server.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await administration!.DisposeAsync();
        await server!.DisposeAsync();
    }

    /// <summary>Makes a schema; returns how to reach it.</summary>
    public static string MakeSchema()
    {
        var name = $"test_{Interlocked.Increment(ref schemas)}";
        Run($"CREATE SCHEMA {name}");
        return $"{server!.ConnectionString};Search Path={name};Maximum Pool Size=16";
    }

    private static void Run(string sql)
    {
        using var command = administration!.CreateCommand(sql);
        command.ExecuteNonQuery();
    }
}
