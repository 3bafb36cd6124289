using System.Text.Json;

using Tandem.Platform;

namespace Tandem.Server.Tests.Commands;

/// <summary><c>tandem events verify</c>. J5, ASVS 16.4.2.</summary>
[Trait("requirement", "J5")]
public sealed class VerifyEventsTests : IAsyncLifetime
{
    private readonly TestInstallation tandem = new();

    public async ValueTask InitializeAsync() => await tandem.CreateUserAsync("ada@example.com");

    public ValueTask DisposeAsync()
    {
        tandem.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_sound_log_is_told_with_its_head_which_a_later_check_takes()
    {
        var first = await tandem.RunAsync("events", "verify");
        Assert.Equal(0, first.ExitCode);
        Assert.Empty(first.Error);
        var lines = first.Output.TrimEnd().Split('\n');
        Assert.Equal("The log is sound. Events checked: 3; without personal fields, which were erased: 0.", lines[0]);
        Assert.Matches("^Head: 3:[0-9a-f]{64}$", lines[1]);

        await tandem.CreateUserAsync("bea@example.com");

        Assert.Equal(0, (await tandem.RunAsync("events", "verify", "--head", lines[1]["Head: ".Length..])).ExitCode);
        var other = await tandem.RunAsync("events", "verify", "--head", $"3:{new string('0', 64)}");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("Row 3 is not the one that was the newest once", other.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await tandem.RunAsync("events", "verify", "--head", $"9:{new string('0', 64)}")).ExitCode);
    }

    [Fact]
    public async Task A_changed_row_is_told_in_both_forms()
    {
        await Database.ExecuteAsync(tandem.Data, "UPDATE events SET at = at + 1 WHERE sequence = 2");

        var text = await tandem.RunAsync("events", "verify");
        var json = await tandem.RunAsync("events", "verify", "--format", "json");

        Assert.Equal(1, text.ExitCode);
        Assert.StartsWith(
            "Row 2 is not what was written there: changed, moved or inserted.\nThe log is broken. Events checked: 3; faults: 1.\n", text.Output, StringComparison.Ordinal);
        Assert.Equal(1, json.ExitCode);
        var report = JsonDocument.Parse(json.Output).RootElement;
        Assert.False(report.GetProperty("ok").GetBoolean());
        var fault = Assert.Single(report.GetProperty("faults").EnumerateArray());
        Assert.Equal(2, fault.GetProperty("sequence").GetInt64());
        Assert.Equal("changed", fault.GetProperty("kind").GetString());
    }

    [Fact]
    public async Task A_long_log_is_checked_with_words_on_the_way_and_its_faults_are_counted()
    {
        await Database.ExecuteAsync(
            tandem.Data,
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000)
            INSERT INTO events (at, kind, data) SELECT i, 'rate_limited', '{}' FROM n
            """);

        var end = await tandem.RunAsync("events", "verify");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains("Checked up to event 100000 of 150003.", end.Error, StringComparison.Ordinal);
        Assert.Contains("And 149901 more.", end.Output, StringComparison.Ordinal);
        Assert.Contains("faults: 150001.", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_was_tampered_with_is_explained()
    {
        await Database.ExecuteAsync(tandem.Data, "UPDATE wrapped_secrets SET wrapped = zeroblob(length(wrapped))");

        var end = await tandem.RunAsync("events", "verify");

        Assert.Equal(1, end.ExitCode);
        Assert.StartsWith("The secret 'event-log' does not unwrap with master key ", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_master_key_in_front_of_the_old_one_leaves_the_chain_sound()
    {
        var before = await tandem.RunAsync("events", "verify");
        var old = File.ReadAllText(tandem.DataFile("master.key"));
        File.WriteAllText(tandem.DataFile("master.key"), Convert.ToBase64String(SecureRandom.System.Bytes(32)) + "\n" + old);

        Assert.Equal(before, await tandem.RunAsync("events", "verify"));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("x:y")]
    public async Task Something_that_is_no_head_is_explained(string head)
    {
        var end = await tandem.RunAsync("events", "verify", "--head", head);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains($"--head: '{head}' is no head.", end.Error, StringComparison.Ordinal);
    }
}
