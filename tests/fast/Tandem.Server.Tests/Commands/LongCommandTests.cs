using System.Text.Json;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.Commands;

/// <summary>Commands that take long, at a terminal and in a pipe: how far they are, and Ctrl+C.</summary>
public sealed class LongCommandTests : IAsyncLifetime
{
    // Seconds of work for each of the commands.
    private const int Many = 1_500_000;

    private const string CtrlC = "\u0003";
    private const string Share = @" +\d+ %  [\d,]+ {0}/s  \d+:\d\d left";

    private readonly TestInstallation tandem = new();

    public async ValueTask InitializeAsync() => await tandem.CreateUserAsync("ada@example.com");

    public ValueTask DisposeAsync()
    {
        tandem.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_check_shows_how_far_it_is_and_stops_at_once()
    {
        await FillAsync(Many);
        await using var check = Start(null, "events", "verify");
        Assert.Matches($"Checking the log{Share.Replace("{0}", "events", StringComparison.Ordinal)}", await check.LineAsync(" left"));

        await check.TypeAsync(CtrlC);
        var end = await check.EndAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("It was stopped before it was done.", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("The log is", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_shows_how_far_it_is_and_leaves_whole_lines_and_where_to_go_on()
    {
        var file = Path.Combine(tandem.WorkingFolder, "events.jsonl");
        await FillAsync(Many);
        await using var export = Start(file, "events", "export");
        Assert.Matches($"Exporting{Share.Replace("{0}", "events", StringComparison.Ordinal)}", await export.LineAsync(" left"));

        await export.TypeAsync(CtrlC);
        var end = await export.EndAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(1, end.ExitCode);
        var lines = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        Assert.EndsWith("\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.InRange(lines.Length, 1, Many);
        Assert.Equal(lines.Length, JsonDocument.Parse(lines[^1]).RootElement.GetProperty("sequence").GetInt32());
        Assert.Contains($"It was stopped after event {lines.Length}. Go on with: tandem events export --after {lines.Length}", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_and_a_restoration_show_how_far_they_are_and_leave_nothing_half_made()
    {
        var backup = Path.Combine(tandem.WorkingFolder, "backup.db");
        await FillAsync(Many);
        await using (var running = Start(null, "backup", backup))
        {
            Assert.Matches($"Copying{Share.Replace("{0}", "MB", StringComparison.Ordinal)}", await running.LineAsync(" left"));
            await running.TypeAsync(CtrlC);
            await StoppedAsync(running);
        }

        Assert.Empty(Directory.GetFiles(tandem.WorkingFolder));
        await tandem.SucceedAsync("backup", backup);
        var files = Directory.GetFiles(tandem.Data).Order().ToList();

        await using (var running = Start(null, "restore", backup))
        {
            Assert.Matches($"Copying{Share.Replace("{0}", "MB", StringComparison.Ordinal)}", await running.LineAsync(" left"));
            await running.TypeAsync(CtrlC);
            await StoppedAsync(running);
        }

        // The lock's file stays, as after every server.
        Assert.Equal(files, Directory.GetFiles(tandem.Data).Where(file => !file.EndsWith("server.lock", StringComparison.Ordinal)).Order());
        Assert.Contains("ada@example.com", await tandem.SucceedAsync("users", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_pipe_there_is_nothing_of_it()
    {
        var backup = Path.Combine(tandem.WorkingFolder, "backup.db");
        await FillAsync(3000);

        Assert.Empty((await tandem.RunAsync("backup", backup)).Error);
        Assert.DoesNotContain('%', (await tandem.RunAsync("restore", backup)).Error);
        Assert.Empty((await tandem.RunAsync("events", "verify")).Error);
        var export = await tandem.RunAsync("events", "export", "--after", "1000");
        Assert.Empty(export.Error);
        Assert.DoesNotContain('\r', export.Output);
    }

    [Fact]
    public async Task An_export_that_fills_the_screen_shows_nothing_between_its_lines()
    {
        await FillAsync(3000);
        await using var export = Start(null, "events", "export", "--after", "1000");

        var end = await export.EndAsync();

        Assert.DoesNotContain("Exporting", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[K", end.Output, StringComparison.Ordinal);
    }

    private static async Task StoppedAsync(RunningProgram running)
    {
        var end = await running.EndAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(1, end.ExitCode);
        Assert.Contains("It was stopped before it was done.", end.Output, StringComparison.Ordinal);
    }

    private RunningProgram Start(string? output, params string[] words) =>
        RunningProgram.Start(tandem.Command([.. words, "--data", tandem.Data]).AtTerminal(output));

    private Task FillAsync(int rows) => Database.ExecuteAsync(
        tandem.Data,
        $"""
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})
        INSERT INTO events (at, kind, request_id, data) SELECT i, 'rate_limited', hex(randomblob(32)), json_object() FROM n
        """);
}
