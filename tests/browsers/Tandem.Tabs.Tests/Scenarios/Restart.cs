using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Measurements;
using Tandem.Tabs.Tests.Oracle;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>A refresh before the browser was killed, one when it was started again, and one at the next expiry.</summary>
internal static class Restart
{
    public static async Task IsAsync(EngineProfile engine, Site site, SessionOracle oracle)
    {
        var verdict = await oracle.JudgeAsync();
        Assert.Empty(verdict.Complaints(expiries: 3));
        var refreshes = site.Seen.Where(request => request is { Name: "POST refresh", Status: 200 }).ToList();
        Assert.Equal(3, refreshes.Count);
        // When an engine writes its cookies is its own affair.
        var (given, came) = (refreshes[0].Given!.Generation, refreshes[1].Presented!.Generation);
        Assert.InRange(came, given - 1, given);
        await MeasurementPage.IsAsync(
            MeasuredScenario.Restarted, engine, $"was given generation {given}, came back with {came}; {verdict} in 3 expiries", isSteady: false);
    }
}
