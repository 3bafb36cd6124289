using Tandem.Processes.Testing;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Hosting.Operations;

/// <summary>How long events are kept. J7.</summary>
[Trait("requirement", "J7")]
public sealed class EventRetentionTests
{
    [Fact]
    public async Task Events_are_removed_at_the_end_of_their_retention_and_the_rest_stays_provable()
    {
        await using var host = await TandemHost.StartAsync([("Events:Retention", "2.00:00:00")]);
        var first = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromDays(1));
        var second = await host.SignInAsync();

        host.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(10));
        await Eventually.IsTrueAsync(async () =>
        {
            host.Time.Advance(TimeSpan.FromMinutes(1));
            return (await host.EventsAsync<LoginSucceeded>(first.SessionId)).Count == 0;
        });

        Assert.Single(await host.EventsAsync<LoginSucceeded>(second.SessionId));
        var report = await host.Get<EventLog>().VerifyAsync(null, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Empty(report.Faults);
        Assert.NotEqual(0, (await host.Get<IEventStore>().FindChainAsync(TestContext.Current.CancellationToken))!.Anchor.Sequence);
    }
}
