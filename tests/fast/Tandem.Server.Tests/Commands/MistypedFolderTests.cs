namespace Tandem.Server.Tests.Commands;

/// <summary>A name of <c>--data</c> that was mistyped.</summary>
public sealed class MistypedFolderTests : IAsyncLifetime
{
    private readonly TestInstallation tandem = new();

    private string Mistyped => Path.Combine(tandem.WorkingFolder, "dta");

    public async ValueTask InitializeAsync() => await tandem.CreateUserAsync("ada@example.com");

    public ValueTask DisposeAsync()
    {
        tandem.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_command_that_makes_a_database_says_so_and_names_the_folder_that_was_perhaps_meant()
    {
        var end = await tandem.RunBareAsync("migrate", "--data", Mistyped);

        Assert.Equal(0, end.ExitCode);
        Assert.Equal($"There was no database in {Mistyped}: a new, empty one was made. Did you mean {tandem.Data}, which has one?\n", end.Error);
    }

    [Theory]
    [InlineData("keys", "list")]
    [InlineData("users", "list", "--format", "json")]
    public async Task Another_makes_none_and_names_it_as_well(params string[] words)
    {
        var end = await tandem.RunBareAsync([.. words, "--data", Mistyped]);

        Assert.Equal((1, ""), (end.ExitCode, end.Output));
        Assert.Contains($"Did you mean {tandem.Data}, which has one?", end.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Mistyped));
    }

    [Fact]
    public async Task A_command_that_finds_its_database_says_nothing_of_it()
    {
        Directory.CreateDirectory(Mistyped);

        Assert.Empty((await tandem.RunAsync("users", "list")).Error);
    }

    [Fact]
    public async Task A_folder_with_another_name_is_not_guessed_at()
    {
        var end = await tandem.RunBareAsync("migrate", "--data", Path.Combine(tandem.WorkingFolder, "elsewhere"));

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
    }

    [Fact]
    public async Task The_server_says_so_in_its_log_and_the_first_user_is_told_with_it()
    {
        var made = await tandem.RunWithInputAsync(TestInstallation.Password, "users", "create", "--email", "bea@example.com", "--password-stdin");
        Assert.DoesNotContain("There was no database", made.Output, StringComparison.Ordinal);

        using var other = new TestInstallation();
        await using (var server = await other.ServeAsync("--Tandem:DrainDelay=00:00:00"))
        {
            await server.Program.SignalAsync("TERM");
            Assert.Contains($"There was no database in {other.Data}: a new, empty one was made.", (await server.Program.EndAsync()).Error, StringComparison.Ordinal);
        }

        await using (var again = await other.ServeAsync("--Tandem:DrainDelay=00:00:00"))
        {
            await again.Program.SignalAsync("TERM");
            Assert.DoesNotContain("There was no database", (await again.Program.EndAsync()).Error, StringComparison.Ordinal);
        }

        using var third = new TestInstallation();
        var first = await third.RunWithInputAsync(TestInstallation.Password, "users", "create", "--email", "bea@example.com", "--password-stdin");
        Assert.EndsWith($"There was no database in {third.Data}: a new, empty one was made.\n", first.Output, StringComparison.Ordinal);
    }
}
