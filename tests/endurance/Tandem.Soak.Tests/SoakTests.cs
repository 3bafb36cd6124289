using Tandem.Soak.Contenders;
using Tandem.Soak.Log;

namespace Tandem.Soak.Tests;

/// <summary>A short run, with more faults than the long one: real browser, real servers, lost replies.</summary>
public sealed class SoakTests
{
    // By this seed one of the first two replies of either person is lost, so a hand-written client cannot get by.
    private static readonly SoakPlan Short = new()
    {
        Seed = 10,
        Duration = TimeSpan.FromSeconds(18),
        Visitors = 2,
        FirstTabs = 3,
        MostTabs = 4,
        LossRate = 0.25,
    };

    [Fact]
    public async Task Tandem_signs_nobody_out_where_a_hand_written_client_does()
    {
        var results = await SoakRun.RunAsync(Short, [Contender.Tandem, Contender.ByHand]);
        var (tandem, byHand) = (results[0], results[1]);

        Assert.DoesNotContain(tandem.Events, one => one.Kind is SoakEventKind.SignedOut);
        Assert.Equal(0, tandem.ReuseAlarms);
        Assert.DoesNotContain(tandem.Events, one => one.Kind is SoakEventKind.Refused);
        Assert.Empty(tandem.LostTabs);
        Assert.Empty(tandem.Faults);
        Assert.InRange(tandem.Answered, 1, int.MaxValue);
        // What it was spared is no proof: replies were lost.
        Assert.NotEqual(0, tandem.Count(SoakEventKind.Lost));
        Assert.All(Enumerable.Range(1, Short.Visitors), visitor => RotatesOnceWheneverThatIsDue(tandem, visitor));

        Assert.NotEqual(0, byHand.Count(SoakEventKind.SignedOut));
        Assert.NotEqual(0, byHand.ReuseAlarms);
    }

    /// <summary>However many tabs there are, one of them rotates for all. A tab that is loaded may ask before the time, and a lost reply is asked for again.</summary>
    private static void RotatesOnceWheneverThatIsDue(ContenderResult result, int visitor)
    {
        var events = result.Events.Where(one => one.Visitor == visitor).ToList();
        var generations = events.Where(one => one.Generation is not null).Select(one => one.Generation!.Value).Distinct().ToList();
        var last = TimeSpan.FromMilliseconds(events.Max(one => one.At));
        var due = (int)(last / Short.RefreshDue) + 1;
        var loads = events.Count(one => one.Kind is SoakEventKind.Opened or SoakEventKind.Reloaded);
        var retries = events.Count(one => one.Kind is SoakEventKind.Lost or SoakEventKind.Abandoned);

        Assert.NotEmpty(generations);
        var rotations = generations.Max() - generations.Min();
        Assert.True(rotations <= due + loads + retries, $"{rotations} rotations, {due} due, {loads} loads, {retries} retries");
    }
}
