using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Oracle;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>A page whose process stands still for a while, as with the lid closed, and then goes on.</summary>
internal static class Sleep
{
    public static async Task<SessionVerdict> MeasureAsync(Browser browser, TimeSpan time)
    {
        await using var another = await browser.StartAnotherAsync();
        await using var scenario = new Scenario(another, browser.ProxiedServers.NewSite(ServerKind.Scaled));
        var (windows, oracle) = await scenario.SignInAsync(1);
        var process = await ContentProcess.OfAsync(another.Engine, windows[0].Tab);

        await process.StopAsync();
        await ProxiedServers.WaitAsync(time);
        await process.ContinueAsync();

        Assert.Equal("1 x 200", await windows[0].CallAsync());
        Assert.Equal($"authenticated {TandemProcess.Email}", await windows[0].ShownAsync());
        var verdict = await oracle.JudgeAsync();
        Assert.Empty(verdict.Complaints(expiries: 1));
        return verdict;
    }
}
