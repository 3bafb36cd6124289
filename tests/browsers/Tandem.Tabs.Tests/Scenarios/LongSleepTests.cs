using Tandem.Tabs.Tests.Measurements;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>Minutes that are minutes. In one engine, beside the tests of the others.</summary>
public sealed class LongSleepTests(Chromium browser) : IClassFixture<Chromium>
{
    [Fact]
    public async Task A_window_that_slept_for_two_minutes_is_signed_in()
    {
        var verdict = await Sleep.MeasureAsync(browser, TimeSpan.FromSeconds(125));

        await MeasurementPage.IsAsync(MeasuredScenario.SleptLong, browser.Profile, $"{verdict}, the call was answered");
    }
}
