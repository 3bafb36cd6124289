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
    public async Task A_long_log_is_checked_without_a_word_on_the_way_where_nobody_watches_and_its_faults_are_counted()
    {
        await Database.ExecuteAsync(
            tandem.Data,
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000)
            INSERT INTO events (at, kind, data) SELECT i, 'rate_limited', '{}' FROM n
            """);

        var end = await tandem.RunAsync("events", "verify");

        Assert.Equal(1, end.ExitCode);
        Assert.Empty(end.Error);
        Assert.Contains("And 149901 more.", end.Output, StringComparison.Ordinal);
        Assert.Contains("faults: 150001.", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_whose_end_was_removed_is_told_and_the_check_signs_nothing()
    {
        await Database.ExecuteAsync(tandem.Data, "DELETE FROM event_chain");

        var first = await tandem.RunAsync("events", "verify");
        var second = await tandem.RunAsync("events", "verify");

        Assert.Equal(1, first.ExitCode);
        Assert.StartsWith("The row of event_chain that says where the log ends was removed.\n", first.Output, StringComparison.Ordinal);
        Assert.Equal(first, second);
        Assert.Equal(0L, await Database.ScalarAsync(tandem.Data, "SELECT count(*) FROM event_chain"));
    }

    [Theory]
    [InlineData("DELETE FROM event_chain")]
    [InlineData("DELETE FROM event_chain; DELETE FROM events WHERE sequence = 2; UPDATE events SET link = NULL")]
    [InlineData("DELETE FROM event_chain; DELETE FROM events; DELETE FROM wrapped_secrets")]
    [InlineData("DELETE FROM event_chain; UPDATE events SET link = NULL; DELETE FROM wrapped_secrets; DELETE FROM master_key_checks")]
    [InlineData("UPDATE event_chain SET head_sequence = 2, head_link = (SELECT link FROM events WHERE sequence = 2); DELETE FROM events WHERE sequence = 3")]
    public async Task A_log_that_was_made_anew_is_named_however_much_of_its_end_was_removed(string tampering)
    {
        await Database.ExecuteAsync(tandem.Data, tampering);
        await tandem.CreateUserAsync("bea@example.com");

        var end = await tandem.RunAsync("events", "verify");

        Assert.Equal(1, end.ExitCode);
        Assert.Contains(": the log began anew here, since what it said of its end was gone or forged.", end.Output, StringComparison.Ordinal);
        Assert.Contains("begun_anew", (await tandem.RunAsync("events", "verify", "--format", "json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_check_values_remember_survives_a_new_master_key()
    {
        await tandem.SucceedAsync("keys", "master", "rotate");
        await Database.ExecuteAsync(tandem.Data, "DELETE FROM event_chain; UPDATE events SET link = NULL; DELETE FROM wrapped_secrets");
        await tandem.CreateUserAsync("bea@example.com");

        Assert.Contains("the log began anew here", (await tandem.RunAsync("events", "verify")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_database_nothing_is_made()
    {
        foreach (var command in (string[][])[["events", "verify"], ["events", "list"], ["events", "export"], ["events", "tail"]])
        {
            var end = await tandem.RunBareAsync([.. command, "--data", tandem.Data + "x"]);

            Assert.Equal(1, end.ExitCode);
            Assert.Contains("There is no database: ", end.Error, StringComparison.Ordinal);
            Assert.False(Directory.Exists(tandem.Data + "x"));
        }
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
