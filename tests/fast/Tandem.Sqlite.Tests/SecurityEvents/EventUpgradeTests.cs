using Tandem.Operations;
using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Migrations;
using Tandem.Sqlite.Tests.Engine;
using Tandem.Storage.Testing;
using Tandem.Testing;

namespace Tandem.Sqlite.Tests.SecurityEvents;

/// <summary>A database of the first version, opened by this one. J5.</summary>
[Trait("requirement", "J5")]
public sealed class EventUpgradeTests : IAsyncLifetime
{
    private const string Elsewhere =
        """{"account":"11111111-2222-3333-4444-555555555555","session":"66666666-7777-8888-9999-aaaaaaaaaaaa","seen":{"userAgent":"a","addressPrefix":"b"},"last":{"userAgent":"","addressPrefix":""}}""";

    private readonly SqliteHost host = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var file = new SqliteFile(host.File, checkpoints: true);
        file.Create();
        await SqliteMigrationTarget.Runner(file, new InstallationClock(host.Time), new SeededRandom(1), MigrationProgress.None, [SqliteMigrationTarget.Steps[0]]).MigrateAsync(Cancellation);
        using var connection = file.OpenWriter();
        connection.Execute(
            $$"""
            INSERT INTO events (at, kind, account_id, session_id, request_id, address, user_agent, data) VALUES
                (1000, 'rate_limited', NULL, NULL, 'r1', '192.0.2.1', 'Browser/1.0', '{"group":"login"}'),
                (2000, 'refresh_from_elsewhere', x'11111111222233334444555555555555', x'66666666777788889999aaaaaaaaaaaa', 'r2', '192.0.2.1',
                    'Browser/1.0', '{{Elsewhere}}'),
                (3000, 'of_a_newer_program', NULL, NULL, NULL, NULL, NULL, '{"x":1}'),
                (4000, 'rate_limited', NULL, NULL, NULL, NULL, NULL, 'no json')
            """);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Rows_that_had_no_link_are_linked_once_and_an_event_says_how_many()
    {
        await host.StartAsync(Cancellation);
        await host.RestartAsync(Cancellation);

        var rows = await host.Get<IEventStore>().ReadAsync(0, 100, Cancellation);
        Assert.Equal([1L, 2L, 3L, 4L, 5L], rows.Select(row => row.Sequence));
        Assert.Equal(4, Assert.IsType<EventChainStarted>(rows[4].Event).Covered);
        var elsewhere = Assert.IsType<RefreshFromElsewhere>(rows[1].Event);
        Assert.Equal(new("a", "b"), elsewhere.Seen);
        Assert.DoesNotContain("userAgent", rows[1].Data, StringComparison.Ordinal);
        Assert.Empty((await Chain.VerifyAsync(host)).Faults);
    }

    [Fact]
    public async Task Of_starters_that_meet_one_links_them()
    {
        await host.StartAsync(Cancellation);
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => host.StartAnotherAsync(Cancellation), Cancellation)));

        Assert.Single(await host.Get<IEventStore>().ReadAsync(new EventQuery { Kinds = ["event_chain_started"] }, 10, Cancellation));
        Assert.Empty((await Chain.VerifyAsync(host)).Faults);
        foreach (var other in others)
            await other.DisposeAsync();
    }

    [Fact]
    public async Task What_was_written_before_its_beginning_is_protected_from_then_on()
    {
        await host.StartAsync(Cancellation);
        using (var connection = new SqliteFile(host.File, checkpoints: false).OpenWriter())
            connection.Execute("UPDATE events SET kind = 'login_failed' WHERE sequence = 1");

        Assert.Equal(ChainFaultKind.Changed, Assert.Single((await Chain.VerifyAsync(host)).Faults).Kind);
    }

    [Fact]
    public async Task A_log_whose_first_rows_are_gone_begins_where_it_begins()
    {
        using (var connection = new SqliteFile(host.File, checkpoints: false).OpenWriter())
            connection.Execute("DELETE FROM events WHERE sequence = 1");
        await host.StartAsync(Cancellation);

        Assert.Empty((await Chain.VerifyAsync(host)).Faults);
        await host.Get<IEventStore>().AppendAsync(new RateLimited("x") { At = host.Time.GetUtcNow(), Context = EventContext.Local }, Cancellation);
        Assert.Empty((await Chain.VerifyAsync(host)).Faults);
    }
}
