using System.Net;

namespace Tandem.Server.Tests.Backups;

[Trait("requirement", "Restore from backup")]
public sealed class BackupTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    private string Backup => Path.Combine(tandem.WorkingFolder, "backup.db");

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task A_backup_is_one_file_for_its_owner_alone_and_says_that_the_master_key_is_not_in_it()
    {
        await tandem.CreateUserAsync("ada@example.com");

        var end = await tandem.RunAsync("backup", Backup);

        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Contains("1 account and 0 sessions", end.Output, StringComparison.Ordinal);
        Assert.Contains("The master key is not in it", end.Output, StringComparison.Ordinal);
        Assert.Equal(["backup.db", "data"], Directory.EnumerateFileSystemEntries(tandem.WorkingFolder).Select(Path.GetFileName).Order());
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Backup));
    }

    [Fact]
    public async Task A_running_server_goes_on_while_it_is_backed_up()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using var server = await tandem.ServeAsync("--Tandem:RefreshToken:Leeway=00:00:00.001");
        var last = await server.SignInAsync("ada@example.com");
        var backing = tandem.RunAsync("backup", Backup);

        do
        {
            var next = await TestServer.SignedInAsync(await server.RefreshAsync(last.Cookie));
            // Within the leeway's millisecond there may be an access token only.
            last = next.Cookie.Length > 0 ? next : next with { Cookie = last.Cookie };
        }
        while (!backing.IsCompleted);

        Assert.Equal(0, (await backing).ExitCode);
        Assert.Equal(HttpStatusCode.OK, await server.MeAsync(last.AccessToken));
    }

    [Fact]
    public async Task A_file_that_exists_is_replaced_only_when_asked()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await File.WriteAllTextAsync(Backup, "mine", TestContext.Current.CancellationToken);

        var refused = await tandem.RunAsync("backup", Backup);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("exists already", refused.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Backup, TestContext.Current.CancellationToken));

        Assert.Equal(0, (await tandem.RunAsync("backup", Backup, "--force")).ExitCode);
        Assert.NotEqual(4, new FileInfo(Backup).Length);
    }

    [Fact]
    public async Task Without_a_database_there_is_nothing_to_back_up_and_nothing_is_made()
    {
        var end = await tandem.RunAsync("backup", Backup);

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("There is no database to back up", end.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(tandem.WorkingFolder));
    }

    [Fact]
    public async Task The_database_is_not_overwritten_by_its_backup()
    {
        await tandem.CreateUserAsync("ada@example.com");

        var end = await tandem.RunAsync("backup", tandem.DataFile("tandem.db"), "--force");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("is the database itself", end.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await tandem.RunAsync("users", "list")).ExitCode);
    }

    [Fact]
    public async Task A_damaged_database_gives_no_backup()
    {
        await tandem.CreateUserAsync("ada@example.com");
        await using (var file = File.OpenWrite(tandem.DataFile("tandem.db")))
        {
            file.Position = 3 * 4096;
            await file.WriteAsync(new byte[4096 * 4], TestContext.Current.CancellationToken);
        }

        var end = await tandem.RunAsync("backup", Backup);

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("damaged", end.Error, StringComparison.Ordinal);
        Assert.Equal(["data"], Directory.EnumerateFileSystemEntries(tandem.WorkingFolder).Select(Path.GetFileName));
    }
}
