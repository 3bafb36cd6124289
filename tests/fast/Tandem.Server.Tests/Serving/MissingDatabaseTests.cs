using System.Security.Cryptography;

namespace Tandem.Server.Tests.Serving;

/// <summary>A database is made where somebody asked for one: an empty volume does not pass for a new installation.</summary>
public sealed class MissingDatabaseTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    private string DatabaseFile => tandem.DataFile("tandem.db");

    public static TheoryData<string> Readers { get; } =
    [
        "users list", "users unlock ada@example.com", "users disable ada@example.com", "users set-roles --email ada@example.com --role admin", "keys list", "keys rotate", "keys revoke k",
        "keys master rotate", "keys master prune", "events list", "events tail", "events export", "events verify", "events erase --email ada@example.com", "backup copy.db", "clock accept",
    ];

    public void Dispose() => tandem.Dispose();

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task A_command_that_is_for_a_database_makes_none(string words)
    {
        var end = await tandem.RunAsync(words.Split(' '));

        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains(DatabaseFile, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(tandem.Data), end.ToString());
    }

    [Fact]
    public async Task Serving_migrating_and_the_first_account_make_one()
    {
        await using (await tandem.ServeAsync())
            Assert.True(File.Exists(DatabaseFile));
        using var migrated = new TestInstallation();
        await migrated.SucceedAsync("migrate");
        using var populated = new TestInstallation();
        await populated.CreateUserAsync("ada@example.com");

        Assert.True(File.Exists(migrated.DataFile("tandem.db")) && File.Exists(populated.DataFile("tandem.db")));
    }

    [Theory]
    [InlineData("serve --urls http://127.0.0.1:0")]
    [InlineData("migrate")]
    [InlineData("users create --email ada@example.com --password-stdin")]
    public async Task Where_the_key_comes_from_outside_none_is_made_unless_it_is_said_to_be_new(string words)
    {
        GiveKey();
        var end = await tandem.RunWithInputAsync(TestInstallation.Password, words.Split(' '));
        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains($"There is no database at {DatabaseFile}.", end.Error, StringComparison.Ordinal);
        Assert.Contains("--new", end.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(DatabaseFile));

        await using (await tandem.ServeAsync("--new"))
            Assert.True(File.Exists(DatabaseFile));
        // From here on it is there.
        (await tandem.RunWithInputAsync(TestInstallation.Password, "users", "create", "--email", "ada@example.com", "--password-stdin")).EnsureSuccess();
        await using var server = await tandem.ServeAsync();
        await server.SignInAsync("ada@example.com");
    }

    [Fact]
    public async Task A_key_file_elsewhere_counts_as_one_from_outside()
    {
        tandem.Write("key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        var file = Path.Combine(tandem.WorkingFolder, "key");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var end = await tandem.RunAsync("migrate", $"--Tandem:MasterKeyFile={file}");

        Assert.True(end.ExitCode == 1 && end.Error.Contains("--new", StringComparison.Ordinal), end.ToString());
        await tandem.SucceedAsync("migrate", $"--Tandem:MasterKeyFile={file}", "--new");
    }

    [Fact]
    public async Task A_start_that_was_cut_short_before_anything_was_written_left_no_database()
    {
        GiveKey();
        Directory.CreateDirectory(tandem.Data);
        File.WriteAllText(DatabaseFile, "");

        Assert.Equal(1, (await tandem.RunAsync("migrate")).ExitCode);
        await tandem.SucceedAsync("migrate", "--new");
    }

    [Fact]
    public async Task Made_anew_beside_its_master_key_it_is_a_warning()
    {
        await tandem.CreateUserAsync("ada@example.com");
        foreach (var file in Directory.GetFiles(tandem.Data, "tandem.db*"))
            File.Delete(file);

        await using var server = await tandem.ServeAsync();

        Assert.Contains("its master key is older", server.Program.Error, StringComparison.Ordinal);
    }

    private void GiveKey() => tandem.Environment["Tandem__MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
