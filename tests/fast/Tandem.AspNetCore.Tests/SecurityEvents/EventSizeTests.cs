using Tandem.Operations;
using Tandem.Processes.Testing;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Tests.SecurityEvents;

/// <summary><c>Tandem:Events:MaxSize</c>.</summary>
public sealed class EventSizeTests
{
    [Fact]
    public async Task A_log_that_fills_is_told_and_one_that_is_full_loses_its_oldest_and_stays_provable()
    {
        await using var host = await TandemHost.StartAsync([("Events:MaxSize", "1MB")]);
        var events = host.Get<IEventStore>();
        await FillAsync(host, 850_000);
        await Eventually.IsTrueAfterAsync(() => host.Time.Advance(TimeSpan.FromSeconds(20)), () => host.Logs.With(" Warning 1131 ").Any());
        Assert.Empty(await host.EventsAsync<EventsPurged>());

        await FillAsync(host, 1_200_000);
        await Eventually.IsTrueAfterAsync(() => host.Time.Advance(TimeSpan.FromSeconds(20)), () => host.Logs.With(" Warning 1132 ").Any());

        Assert.InRange((await events.MeasureAsync(CancellationToken.None)).Bytes, 850_000, 1_000_000);
        Assert.Equal("size", (await host.EventsAsync<EventsPurged>())[0].Reason);
        Assert.Single(host.Logs.With(" Warning 1131 "));
        Assert.Empty((await host.Get<EventLog>().VerifyAsync(null, (_, _) => { }, CancellationToken.None)).Faults);
        await host.SignInAsync();
    }

    [Fact]
    public async Task The_measure_is_near_what_the_rows_hold()
    {
        await using var host = await TandemHost.StartAsync();
        await FillAsync(host, 2_000_000);

        var size = await host.Get<IEventStore>().MeasureAsync(CancellationToken.None);

        Assert.InRange(size.Bytes, 2_000_000, 2_100_000);
        Assert.Equal(size.Rows, (await host.EventsAsync<SecurityEvent>()).Count);
        var database = new FileInfo(Path.Combine(host.Folder, "tandem.db"));
        var log = new FileInfo(database.FullName + "-wal");
        Assert.InRange(size.Bytes, 0, database.Length + (log.Exists ? log.Length : 0));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("999kB")]
    [InlineData("5 gb")]
    [InlineData("-5GB")]
    [InlineData("much")]
    [InlineData("99999999999999999999TB")]
    public async Task A_size_that_is_none_stops_the_start(string value)
    {
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => TandemHost.StartAsync([("Events:MaxSize", value)]));

        Assert.Contains("Tandem:Events:MaxSize", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("1MB")]
    [InlineData("1000000")]
    [InlineData("1.5 GiB")]
    public async Task A_size_starts(string value) => await (await TandemHost.StartAsync([("Events:MaxSize", value)])).DisposeAsync();

    private static async Task FillAsync(TandemHost host, long bytes)
    {
        var events = host.Get<IEventStore>();
        while ((await events.MeasureAsync(CancellationToken.None)).Bytes < bytes)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(number => events.AppendAsync(
                new OriginRefused($"https://{number}.example", "/api/auth/refresh")
                {
                    At = host.Time.GetUtcNow(),
                    Context = new("request", "192.0.2.1", new string('x', 200)),
                },
                CancellationToken.None)));
        }
    }
}
