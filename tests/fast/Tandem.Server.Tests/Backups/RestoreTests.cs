using System.Net;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.Backups;

/// <summary>Security requirement "restore from backup": what a backup revives is made harmless.</summary>
[Trait("requirement", "Restore from backup")]
public sealed class RestoreTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    private string Backup => Path.Combine(tandem.WorkingFolder, "backup.db");

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task Nothing_that_was_handed_out_before_works_afterwards()
    {
        var (living, signedOut, disabled, later) = await BackUpAndChangeAsync();

        var end = await RestoreAsync();

        Assert.Contains("Sessions that were ended: 3;", end.Output, StringComparison.Ordinal);
        await using var server = await tandem.ServeAsync();
        foreach (var held in new[] { living, signedOut, disabled, later })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await server.MeAsync(held.AccessToken));
            Assert.Equal(HttpStatusCode.Unauthorized, await RefreshAsync(server, held));
        }

        var again = await server.SignInAsync("ada@example.com");
        Assert.Equal(HttpStatusCode.OK, await server.MeAsync(again.AccessToken));
    }

    [Fact]
    public async Task With_sessions_kept_a_living_client_goes_on_and_old_access_tokens_are_refused_all_the_same()
    {
        var (living, _, _, later) = await BackUpAndChangeAsync();

        var end = await RestoreAsync("--keep-sessions");

        Assert.Contains("Sessions that go on: 3.", end.Output, StringComparison.Ordinal);
        Assert.Contains("Warning: sessions that were ended since", end.Error, StringComparison.Ordinal);
        await using var server = await tandem.ServeAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await server.MeAsync(living.AccessToken));
        var refreshed = await TestServer.SignedInAsync(await server.RefreshAsync(living.Cookie));
        Assert.Equal(HttpStatusCode.OK, await server.MeAsync(refreshed.AccessToken));
        Assert.Contains("session_fast_forwarded", await EventsAsync(), StringComparison.Ordinal);
        // It began after the backup.
        Assert.Equal(HttpStatusCode.Unauthorized, await RefreshAsync(server, later));
    }

    [Fact]
    public async Task It_is_an_event_and_the_replaced_database_is_kept()
    {
        await BackUpAndChangeAsync();

        await RestoreAsync();

        Assert.Contains("""backup_restored|{"backedUpAt":""", await EventsAsync(), StringComparison.Ordinal);
        Assert.Contains("\"sessionsEnded\":3,\"sessionsKept\":0", await EventsAsync(), StringComparison.Ordinal);
        var kept = Assert.Single(Directory.GetFiles(tandem.Data, "tandem.db.replaced-*"));
        Assert.Equal("ok", await SqlAsync(kept, "PRAGMA integrity_check"));
        Assert.Equal("4", await SqlAsync(kept, "SELECT count(*) FROM sessions"));
        Assert.Equal("ok", await SqlAsync(tandem.DataFile("tandem.db"), "PRAGMA integrity_check"));
        Assert.Equal(
            [".gitignore", "master.key", "server.lock", "tandem.db", Path.GetFileName(kept)],
            Directory.GetFiles(tandem.Data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(tandem.DataFile("tandem.db")));
    }

    [Fact]
    public async Task A_running_server_keeps_its_database()
    {
        await tandem.CreateUserAsync("ada@example.com");
        Assert.Equal(0, (await tandem.RunAsync("backup", Backup)).ExitCode);
        await using var server = await tandem.ServeAsync();
        var signedIn = await server.SignInAsync("ada@example.com");

        var end = await tandem.RunAsync("restore", Backup);

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("Another server (process", end.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await server.MeAsync(signedIn.AccessToken));
    }

    [Fact]
    public async Task A_backup_of_another_master_key_is_refused_before_anything_is_changed()
    {
        using var other = new TestInstallation();
        await other.CreateUserAsync("eve@example.com");
        Assert.Equal(0, (await other.RunAsync("backup", Backup)).ExitCode);
        await tandem.CreateUserAsync("ada@example.com");

        await RefusedAsync("is not a master key this database was used with");
    }

    [Fact]
    public async Task A_backup_of_a_newer_schema_is_refused_before_anything_is_changed()
    {
        await tandem.CreateUserAsync("ada@example.com");
        Assert.Equal(0, (await tandem.RunAsync("backup", Backup)).ExitCode);
        await SqlAsync(Backup, "INSERT INTO schema_migrations SELECT 9000, 'later', applied_at, sha256 FROM schema_migrations LIMIT 1");

        await RefusedAsync("9000");
    }

    [Theory]
    [InlineData("no database at all", "is not a database")]
    [InlineData("", "not one of Tandem's")]
    public async Task A_file_that_is_no_backup_is_refused_before_anything_is_changed(string content, string said)
    {
        await tandem.CreateUserAsync("ada@example.com");
        await File.WriteAllTextAsync(Backup, content, TestContext.Current.CancellationToken);

        await RefusedAsync(said);
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_before_anything_is_changed()
    {
        await tandem.CreateUserAsync("ada@example.com");
        Assert.Equal(0, (await tandem.RunAsync("backup", Backup)).ExitCode);
        await using (var file = File.OpenWrite(Backup))
        {
            file.Position = 3 * 4096;
            await file.WriteAsync(new byte[4 * 4096], TestContext.Current.CancellationToken);
        }

        await RefusedAsync("damaged");
    }

    [Fact]
    public async Task A_damaged_database_can_be_replaced_and_is_kept_as_it_is()
    {
        await tandem.CreateUserAsync("ada@example.com");
        Assert.Equal(0, (await tandem.RunAsync("backup", Backup)).ExitCode);
        await File.WriteAllTextAsync(tandem.DataFile("tandem.db"), new string('x', 8192), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(tandem.DataFile("tandem.db-wal"), "log", TestContext.Current.CancellationToken);

        await RestoreAsync();

        Assert.Contains("ada@example.com", (await tandem.RunAsync("users", "list")).Output, StringComparison.Ordinal);
        Assert.Equal(8192, new FileInfo(Assert.Single(Directory.GetFiles(tandem.Data, "tandem.db.replaced-*"))).Length);
        Assert.False(File.Exists(tandem.DataFile("tandem.db-wal")));
    }

    [Fact]
    public async Task The_backup_itself_is_only_read()
    {
        await tandem.CreateUserAsync("ada@example.com");
        Assert.Equal(0, (await tandem.RunAsync("backup", Backup)).ExitCode);
        var before = await File.ReadAllBytesAsync(Backup, TestContext.Current.CancellationToken);

        await RestoreAsync();

        Assert.Equal(before, await File.ReadAllBytesAsync(Backup, TestContext.Current.CancellationToken));
        Assert.Equal(["backup.db", "data"], Directory.EnumerateFileSystemEntries(tandem.WorkingFolder).Select(Path.GetFileName).Order());
    }

    // A living session, one that signs out after the backup, one whose account is disabled after it, and one that begins after it.
    private async Task<(SignedIn Living, SignedIn SignedOut, SignedIn Disabled, SignedIn Later)> BackUpAndChangeAsync()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await tandem.CreateUserAsync("bob@example.com");
        await using var server = await tandem.ServeAsync();
        var living = await server.SignInAsync("ada@example.com");
        var signedOut = await server.SignInAsync("ada@example.com");
        var disabled = await server.SignInAsync("bob@example.com");
        Assert.Equal(0, (await tandem.RunAsync("backup", Backup)).ExitCode);

        living = await TestServer.SignedInAsync(await server.RefreshAsync(living.Cookie));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/api/auth/logout"));
        request.Headers.Add("Cookie", signedOut.Cookie);
        using var answer = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(0, (await tandem.RunAsync("users", "disable", "bob@example.com")).ExitCode);
        Assert.Equal(0, (await tandem.RunAsync("users", "set-roles", "--email", "ada@example.com", "--role", "admin")).ExitCode);
        var later = await server.SignInAsync("ada@example.com");
        return (living, signedOut, disabled, later);
    }

    private async Task<ProgramEnd> RestoreAsync(params string[] more) => (await tandem.RunAsync(["restore", Backup, .. more])).EnsureSuccess();

    private async Task RefusedAsync(string said)
    {
        var before = await tandem.RunAsync("users", "list");

        var end = await tandem.RunAsync("restore", Backup);

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(said, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
        Assert.Equal(before, await tandem.RunAsync("users", "list"));
        Assert.Equal(
            [".gitignore", "master.key", "server.lock", "tandem.db"], Directory.GetFiles(tandem.Data).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static async Task<HttpStatusCode> RefreshAsync(TestServer server, SignedIn held)
    {
        using var answer = await server.RefreshAsync(held.Cookie);
        return answer.StatusCode;
    }

    private Task<string> EventsAsync() => SqlAsync(tandem.DataFile("tandem.db"), "SELECT kind || '|' || data FROM events ORDER BY sequence");

    private static Task<string> SqlAsync(string database, string sql) => Sql.RunAsync(database, sql);
}
