using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Tests.Engine;
using Tandem.Storage.Testing;

namespace Tandem.Sqlite.Tests.SecurityEvents;

/// <summary>Somebody who can write to the database file, but has not the log's key, is found out. J5, ASVS 16.4.2.</summary>
[Trait("requirement", "J5")]
public sealed class EventTamperTests : IAsyncLifetime
{
    private static readonly Guid Account = new("11111111-2222-3333-4444-555555555555");

    private readonly SqliteHost host = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await host.StartAsync(Cancellation);
        for (var i = 1; i <= 6; i++)
            await AppendAsync();
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("at = at + 1")]
    [InlineData("kind = 'login_failed'")]
    [InlineData("account_id = NULL")]
    [InlineData("account_id = zeroblob(16)")]
    [InlineData("account_id = x'00'")]
    [InlineData("session_id = zeroblob(16)")]
    [InlineData("session_id = NULL")]
    [InlineData("request_id = NULL")]
    [InlineData("request_id = 'other'")]
    [InlineData("request_id = ''")]
    [InlineData("data = '{}'")]
    [InlineData("data = 'no json'")]
    [InlineData("data = data || ' '")]
    [InlineData("personal_hash = zeroblob(32)", "Changed PersonalDataChanged")]
    [InlineData("personal_hash = NULL", "Changed PersonalDataChanged")]
    [InlineData("link = zeroblob(32)", "Changed Changed")]
    [InlineData("link = zeroblob(31)", "Changed Changed")]
    [InlineData("link = NULL", "Unlinked Changed")]
    [InlineData("link = 'text'", "Unlinked Changed")]
    [InlineData("address = '192.0.2.99'", "PersonalDataChanged")]
    [InlineData("address = NULL", "PersonalDataChanged")]
    [InlineData("address = user_agent, user_agent = address", "PersonalDataChanged")]
    [InlineData("user_agent = ''", "PersonalDataChanged")]
    [InlineData("personal_data = NULL", "PersonalDataChanged")]
    [InlineData("personal_data = '{}'", "PersonalDataChanged")]
    [InlineData("salt = zeroblob(16)", "PersonalDataChanged")]
    [InlineData("salt = NULL", "PersonalDataChanged")]
    [InlineData("address = NULL, user_agent = NULL, personal_data = NULL, salt = NULL", "ErasureNotReported")]
    public async Task A_changed_column_is_found_with_its_row(string change, string kinds = "Changed")
    {
        Assert.Equal(1, Tamper($"UPDATE events SET {change} WHERE sequence = 3"));

        var report = await Chain.VerifyAsync(host);

        Assert.Equal(kinds, Kinds(report));
        Assert.Equal(3, report.Faults[0].Sequence);
        Assert.Contains("ow 3", report.Faults[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sequence = 1", 1, "Row 1 is missing: removed.")]
    [InlineData("sequence = 3", 3, "Row 3 is missing: removed.")]
    [InlineData("sequence IN (3, 4)", 3, "Rows 3 to 4 are missing: removed.")]
    [InlineData("sequence = 6", 6, "Row 6 is missing: cut off from the end.")]
    [InlineData("sequence > 2", 3, "Rows 3 to 6 are missing: cut off from the end.")]
    [InlineData("1 = 1", 1, "Rows 1 to 6 are missing: cut off from the end.")]
    public async Task Removed_rows_are_found(string which, long sequence, string detail)
    {
        Tamper($"DELETE FROM events WHERE {which}");

        Assert.Equal(new(sequence, ChainFaultKind.Missing, detail), Assert.Single((await Chain.VerifyAsync(host)).Faults));
    }

    [Fact]
    public async Task Rows_cut_off_are_found_also_when_the_end_is_set_back_and_the_log_goes_on()
    {
        Tamper("DELETE FROM events WHERE sequence > 4");
        Tamper("UPDATE event_chain SET head_sequence = 4, head_link = (SELECT link FROM events WHERE sequence = 4)");
        Assert.Equal("HeadForged", Kinds(await Chain.VerifyAsync(host)));

        // Each event signs the end of the log; an end that was not signed before is not signed then.
        await AppendAsync();
        Assert.Equal("BegunAnew", Kinds(await Chain.VerifyAsync(host)));
        await AppendAsync();
        Assert.Equal("BegunAnew", Kinds(await Chain.VerifyAsync(host)));
    }

    [Fact]
    public async Task Rows_cut_off_are_found_after_the_log_went_on()
    {
        Tamper("DELETE FROM events WHERE sequence = 6");
        await AppendAsync();

        Assert.Equal("Row 6 is missing: removed.", Assert.Single((await Chain.VerifyAsync(host)).Faults).Detail);
    }

    [Fact]
    public async Task The_oldest_rows_cannot_be_passed_off_as_removed_by_retention()
    {
        Tamper("UPDATE event_chain SET anchor_sequence = 2, anchor_link = (SELECT link FROM events WHERE sequence = 2)");
        Tamper("DELETE FROM events WHERE sequence <= 2");

        Assert.Equal("AnchorForged", Kinds(await Chain.VerifyAsync(host)));
    }

    [Fact]
    public async Task A_row_put_back_where_retention_removed_it_is_found()
    {
        host.Time.Advance(TimeSpan.FromDays(1));
        await AppendAsync();
        await PurgeAsync(TimeSpan.FromHours(1));
        Tamper("INSERT INTO events (sequence, at, kind, data) VALUES (2, 0, 'rate_limited', '{}')");

        Assert.Equal("BeforeAnchor", Kinds(await Chain.VerifyAsync(host)));
    }

    [Theory]
    [InlineData("sequence")]
    [InlineData("at")]
    public async Task Swapped_rows_are_found(string how)
    {
        if (how == "sequence")
        {
            Tamper("UPDATE events SET sequence = -sequence WHERE sequence IN (3, 4)");
            Tamper("UPDATE events SET sequence = 7 + sequence WHERE sequence < 0");
        }
        else
        {
            Tamper("CREATE TEMP TABLE other AS SELECT * FROM events WHERE sequence IN (3, 4); "
                + "UPDATE events SET (at, data, link, salt, personal_hash) = "
                + "(SELECT at, data, link, salt, personal_hash FROM other WHERE other.sequence = 7 - events.sequence) WHERE sequence IN (3, 4)");
        }

        var report = await Chain.VerifyAsync(host);
        Assert.Equal("Changed Changed Changed", Kinds(report));
        Assert.Equal(3, report.Faults[0].Sequence);
    }

    [Fact]
    public async Task A_row_inserted_between_others_is_found()
    {
        Tamper("UPDATE events SET sequence = -sequence WHERE sequence >= 4");
        Tamper("UPDATE events SET sequence = 1 - sequence WHERE sequence < 0");
        Tamper("INSERT INTO events SELECT 4, at, kind, account_id, session_id, request_id, address, user_agent, data, personal_data, salt, personal_hash, link FROM events WHERE sequence = 3");

        var report = await Chain.VerifyAsync(host);
        Assert.Equal(4, report.Faults[0].Sequence);
        Assert.Contains("AfterHead", Kinds(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_inserted_at_the_end_is_found_and_stays_found()
    {
        Tamper("INSERT INTO events (at, kind, data) VALUES (1, 'login_succeeded', '{}')");
        Assert.Equal("Unlinked AfterHead", Kinds(await Chain.VerifyAsync(host)));

        // An older program that writes beside a newer one does the same: nobody may be kept from signing in by it.
        await AppendAsync();
        Assert.Equal("Unlinked", Kinds(await Chain.VerifyAsync(host)));
    }

    [Theory]
    [InlineData("DELETE FROM event_chain")]
    [InlineData("UPDATE event_chain SET head_seal = zeroblob(32)")]
    [InlineData("UPDATE event_chain SET head_link = zeroblob(32)")]
    [InlineData("UPDATE event_chain SET head_sequence = 5")]
    public async Task A_changed_end_is_found(string change)
    {
        Tamper(change);
        Assert.False((await Chain.VerifyAsync(host)).IsSound);
    }

    [Fact]
    public async Task A_chain_that_is_made_anew_without_its_beginning_says_so()
    {
        // The most that somebody without the key can do: forge the rows, and have the program chain them as if it were its first time.
        Tamper("DELETE FROM events WHERE sequence = 3");
        Tamper("DELETE FROM event_chain");
        Tamper("UPDATE events SET link = NULL");
        var head = new ChainLink(6, new byte[32]);
        await host.RestartAsync(Cancellation);

        var last = (await host.Get<IEventStore>().ReadLastAsync(new(), 1, Cancellation)).Single();
        Assert.True(Assert.IsType<EventChainStarted>(last.Event).Again);
        Assert.Equal("Unlinked Unlinked Missing Unlinked Unlinked Unlinked BegunAnew", Kinds(await Chain.VerifyAsync(host)));
        Assert.Contains("Unlinked", Kinds(await Chain.VerifyAsync(host, head)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_whose_end_was_removed_goes_on_and_says_so_whether_it_was_restarted_or_not()
    {
        Tamper("DELETE FROM events WHERE sequence = 6");
        Tamper("DELETE FROM event_chain");
        Assert.Equal("HeadForged", Kinds(await Chain.VerifyAsync(host)));

        await AppendAsync();
        Assert.Equal("BegunAnew", Kinds(await Chain.VerifyAsync(host)));

        Tamper("DELETE FROM event_chain");
        await host.RestartAsync(Cancellation);
        Assert.Equal("BegunAnew BegunAnew", Kinds(await Chain.VerifyAsync(host)));
    }

    [Fact]
    public async Task Where_the_beginning_was_removed_with_the_end_the_first_row_is_not_blamed()
    {
        host.Time.Advance(TimeSpan.FromDays(1));
        await AppendAsync();
        await PurgeAsync(TimeSpan.FromHours(1));
        Tamper("DELETE FROM event_chain");

        await host.RestartAsync(Cancellation);

        Assert.DoesNotContain("Changed", Kinds(await Chain.VerifyAsync(host)), StringComparison.Ordinal);
        Assert.Contains("BegunAnew", Kinds(await Chain.VerifyAsync(host)), StringComparison.Ordinal);
    }

    // The rows are a day old, and the log keeps two: only their stored times are old.
    [Theory]
    [InlineData("UPDATE events SET at = 0 WHERE sequence <= 4")]
    [InlineData("UPDATE events SET at = 0")]
    [InlineData("UPDATE events SET at = 0 WHERE sequence = 1")]
    [InlineData("UPDATE events SET at = 0, link = NULL WHERE sequence <= 4")]
    [InlineData("INSERT INTO events (sequence, at, kind, data) VALUES (-1, 0, 'rate_limited', '{}'); UPDATE events SET at = 0 WHERE sequence <= 2")]
    public async Task Rows_whose_stored_time_was_set_back_are_not_removed_for_their_age(string tampering)
    {
        var head = (await Chain.VerifyAsync(host)).Head;
        host.Time.Advance(TimeSpan.FromDays(1));
        await AppendAsync();
        Tamper(tampering);
        var faults = Kinds(await Chain.VerifyAsync(host, head));
        var rows = await host.Get<IEventStore>().ReadAsync(new EventQuery(), 100, Cancellation);

        Assert.Equal(0, await PurgeAsync(TimeSpan.FromDays(2)));

        Assert.Equal(rows.Count, (await host.Get<IEventStore>().ReadAsync(new EventQuery(), 100, Cancellation)).Count);
        Assert.Equal(faults, Kinds(await Chain.VerifyAsync(host, head)));
        Assert.NotEqual("", faults);
    }

    [Fact]
    public async Task What_was_broken_is_removed_when_the_rows_behind_it_are_old_and_stays_reported()
    {
        Tamper("UPDATE events SET kind = 'login_failed' WHERE sequence = 4");
        Tamper("DELETE FROM events WHERE sequence = 2");
        host.Time.Advance(TimeSpan.FromDays(3));
        await AppendAsync();

        Assert.Equal(5, await PurgeAsync(TimeSpan.FromDays(2)));

        var report = await Chain.VerifyAsync(host);
        Assert.Equal("PurgedBroken", Kinds(report));
        Assert.Contains("rows 1 to 6 were removed when they were old, and were not what had been written; faults: 2.", report.Faults[0].Detail, StringComparison.Ordinal);

        // Nor is it forgotten while more goes: only the report's own age ends it.
        host.Time.Advance(TimeSpan.FromDays(1));
        await AppendAsync();
        Assert.Equal("PurgedBroken", Kinds(await Chain.VerifyAsync(host)));
    }

    [Fact]
    public async Task A_beginning_that_was_moved_by_hand_is_not_signed_by_the_next_removal()
    {
        Tamper("UPDATE event_chain SET anchor_sequence = 2, anchor_link = (SELECT link FROM events WHERE sequence = 2)");
        Tamper("DELETE FROM events WHERE sequence <= 2");
        host.Time.Advance(TimeSpan.FromDays(3));
        await AppendAsync();

        await PurgeAsync(TimeSpan.FromDays(2));

        Assert.Equal("PurgedBroken", Kinds(await Chain.VerifyAsync(host)));
    }

    [Fact]
    public async Task A_removal_that_the_log_did_not_make_is_found_though_its_beginning_was_signed_once()
    {
        // The beginning as it was before a removal, put back with its seal.
        Tamper("CREATE TABLE kept AS SELECT anchor_sequence, anchor_link, anchor_seal FROM event_chain");
        host.Time.Advance(TimeSpan.FromDays(3));
        await AppendAsync();
        await PurgeAsync(TimeSpan.FromDays(2));
        Tamper("UPDATE event_chain SET (anchor_sequence, anchor_link, anchor_seal) = (SELECT * FROM kept)");

        Assert.Contains("AnchorForged", Kinds(await Chain.VerifyAsync(host)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_copy_of_the_database_is_told_from_the_real_one_by_a_head_that_was_kept()
    {
        var older = System.IO.Path.Combine(host.Folder, "older.db");
        Tamper($"VACUUM INTO '{older}'");
        await AppendAsync();
        var head = (await Chain.VerifyAsync(host)).Head;
        Assert.Empty((await Chain.VerifyAsync(host, head)).Faults);

        await host.StopAsync();
        foreach (var file in Directory.EnumerateFiles(host.Folder, "tandem.db*"))
            File.Delete(file);
        File.Move(older, host.File);
        await host.StartAsync(Cancellation);

        Assert.Empty((await Chain.VerifyAsync(host)).Faults);
        Assert.Equal("KnownHeadDiffers", Kinds(await Chain.VerifyAsync(host, head)));

        // Nor does it help to go on from there.
        await AppendAsync();
        Assert.Equal("KnownHeadDiffers", Kinds(await Chain.VerifyAsync(host, head)));
    }

    private static string Kinds(ChainReport report) => string.Join(' ', report.Faults.Select(fault => fault.Kind));

    private Task AppendAsync() => host.Get<IEventStore>().AppendAsync(
        new RefreshFromElsewhere(Account, Account, new("seen", "192.0.2.0/24"), new("last", "198.51.100.0/24"))
        {
            At = host.Time.GetUtcNow(),
            Context = new("request", "192.0.2.1", "Browser/1.0"),
        },
        Cancellation);

    private Task<int> PurgeAsync(TimeSpan kept) =>
        host.Get<IEventStore>().PurgeAsync(new(host.Time.GetUtcNow() - kept, host.Time.GetUtcNow()), 100, Cancellation);

    private int Tamper(string sql)
    {
        using var connection = new SqliteFile(host.File, checkpoints: false).OpenWriter();
        return connection.Execute(sql);
    }
}
