using System.Diagnostics;
using System.Text;

using Tandem.Accounts;
using Tandem.Argon2;
using Tandem.Processes.Testing;
using Tandem.SecurityEvents;

namespace Tandem.Faults.Tests.Served;

/// <summary>A data folder with accounts, which real servers serve one after the other.</summary>
public sealed class ServedFolder : IDisposable
{
    public const string Password = "correct horse battery";

    // One hash for all: making one for each account would take longer than the tests.
    private static readonly Lazy<string> PasswordHash = new(
        () => new Argon2idAlgorithm().Hash(Encoding.UTF8.GetBytes(Password)));

    private readonly TemporaryFolder folder = new();

    public string Data => folder.File("data");

    public string Database => Path.Combine(Data, "tandem.db");

    public string File(string name) => folder.File(name);

    /// <summary>Variables that the servers find in their environment.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>Creates accounts that sign in with <see cref="Password"/>.</summary>
    public async Task<IReadOnlyList<Account>> CreateAccountsAsync(IEnumerable<string> names)
    {
        await using var office = await OpenAsync();
        var service = office.Get<IAccountStore>();
        var created = new List<Account>();
        foreach (var name in names)
        {
            var account = new Account
            {
                Id = Guid.NewGuid(),
                Email = $"{name}@example.com",
                EmailVerified = true,
                DisplayName = name,
                Roles = ["user"],
                Status = AccountStatus.Active,
                Epoch = 1,
                CreatedAt = office.Now,
            };
            var reported = new AccountCreated(account.Id, account.Roles) { At = account.CreatedAt, Context = EventContext.Local };
            Assert.True(await service.TryCreateAsync(account, account.Email, PasswordHash.Value, reported, CancellationToken.None));
            created.Add(account);
        }

        return created;
    }

    /// <summary>Opens the storage in this process, beside the server or without it.</summary>
    public Task<OpenedStorage> OpenAsync() => OpenedStorage.OpenAsync(Data);

    /// <summary>Starts a server on a free port and waits until it is ready.</summary>
    public async Task<ServedProcess> ServeAsync(params string[] more)
    {
        var started = Stopwatch.GetTimestamp();
        var (program, url) = await TandemCommand.ServeAsync(Command(more));
        var server = new ServedProcess(program, url);
        try
        {
            await server.ReadyAsync();
            server.TimeToReady = Stopwatch.GetElapsedTime(started);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Copies the database beside the running server.</summary>
    public async Task BackUpAsync(string file) => (await RunningProgram.RunAsync(
        TandemCommand.Start(folder.Path, ["backup", file, "--data", Data]))).EnsureSuccess();

    /// <summary>Puts a copy in the place of the database, which nobody has open: what was committed since is lost.</summary>
    public void PutBack(string file)
    {
        System.IO.File.Copy(file, Database, overwrite: true);
        foreach (var log in (string[])["-wal", "-shm"])
            System.IO.File.Delete(Database + log);
    }

    /// <summary>Starts a server that may not come up.</summary>
    public RunningProgram Start(params string[] more) => RunningProgram.Start(Command(more));

    public void Dispose() => folder.Dispose();

    private ProgramStart Command(string[] more) => TandemCommand.Start(
        folder.Path, ["serve", "--urls", "http://127.0.0.1:0", "--data", Data, "--Logging:LogLevel:Default=Warning", .. more]) with
    { Environment = Environment };
}
