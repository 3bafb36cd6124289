using System.Text;

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

using Tandem.Platform;
using Tandem.Processes.Testing;

namespace Tandem.Tabs.Tests.Lab;

/// <summary>A real server process on a database of its own, with one account.</summary>
internal sealed class TandemProcess : IAsyncDisposable
{
    public const string Email = "uma@example.com";
    public const string Password = "correct horse battery";

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string?> environment = [];
    private ServiceProvider? storage;
    private RunningProgram? program;

    /// <summary>Where it listens.</summary>
    public Uri Url { get; private set; } = null!;

    public string Data => folder.File("data");

    public static async Task<TandemProcess> StartAsync(string publicUrl, IReadOnlyList<string> frontends, params string[] settings)
    {
        var server = new TandemProcess();
        try
        {
            await server.ServeAsync(publicUrl, frontends, settings);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Looks at the database beside the running server.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Guid session, Func<SqliteDataReader, T> read)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, "tandem.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("@session", session.ToByteArray(bigEndian: true));
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync())
            found.Add(read(rows));
        return found;
    }

    /// <summary>Runs a command of the command line beside the running server.</summary>
    public async Task<string> RunAsync(string input, params string[] words) =>
        (await RunningProgram.RunAsync(Command(words), Encoding.UTF8.GetBytes(input))).EnsureSuccess().Output;

    public async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        if (storage is not null)
            await storage.DisposeAsync();
        folder.Dispose();
    }

    private async Task ServeAsync(string publicUrl, IReadOnlyList<string> frontends, string[] settings)
    {
        environment["Tandem__PublicUrl"] = publicUrl;
        foreach (var (index, origin) in frontends.Index())
            environment[$"Tandem__Frontends__{index}"] = origin;
        await RunAsync(Password, "users", "create", "--email", Email, "--verified", "--password-stdin");
        // Opening the storage loads SQLite into this process too.
        storage = new ServiceCollection().AddSingleton(new StorageSettings("sqlite", "", Data)).AddTandemStorage().BuildServiceProvider();
        await storage.GetRequiredService<IStorageLifetime>().OpenAsync(CancellationToken.None);
        (program, Url) = await TandemCommand.ServeAsync(Command(["serve", "--urls", "http://127.0.0.1:0", .. settings]));
    }

    private ProgramStart Command(string[] words) =>
        TandemCommand.Start(folder.Path, [.. words, "--data", Data]) with { Environment = environment };
}
