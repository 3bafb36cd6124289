using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Oracle;

namespace Tandem.Tabs.Tests.Scenarios;

/// <summary>Many windows whose calls are refused all at once.</summary>
internal static class RefusedCalls
{
    private const int Windows = 5;
    private const int Calls = 20;

    /// <summary>Everybody's clock stands still while the token ends at the server, as in sleep; then all call at once.</summary>
    public static async Task<(string[] Called, SessionVerdict Verdict)> MakeAsync(Scenario scenario, object? options = null)
    {
        var (windows, oracle) = await scenario.SignInAsync(Windows, options);
        foreach (var window in windows)
            await window.SleepUntilGateAsync("end", Calls);

        await ProxiedServers.RefusalAsync();
        await scenario.Site.OpenGateAsync("end", Windows);
        return (await Task.WhenAll(windows.Select(window => window.CalledAsync("end"))), await oracle.JudgeAsync());
    }
}
