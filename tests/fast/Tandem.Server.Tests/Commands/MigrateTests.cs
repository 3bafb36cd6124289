namespace Tandem.Server.Tests.Commands;

public sealed class MigrateTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task Migrating_twice_is_migrating_once()
    {
        var first = await tandem.RunAsync("migrate");
        var second = await tandem.RunAsync("migrate");

        Assert.Equal(0, first.ExitCode);
        Assert.Matches(@"^SQLite \d+\.\d+\.\d+, .*tandem\.db, schema version \d+\n$", first.Output);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Migrating_keeps_what_is_there()
    {
        await tandem.CreateUserAsync("ada@example.com");
        var before = await tandem.RunAsync("users", "list", "--format", "json");

        await tandem.RunAsync("migrate");

        Assert.Equal(before.Output, (await tandem.RunAsync("users", "list", "--format", "json")).Output);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_explained()
    {
        Directory.CreateDirectory(tandem.Data);
        File.WriteAllText(tandem.DataFile("tandem.db"), new string('x', 4096));

        var end = await tandem.RunAsync("migrate");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("The database file is damaged", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }
}
