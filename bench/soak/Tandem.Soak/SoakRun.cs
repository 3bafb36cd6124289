using Microsoft.Playwright;

using Tandem.Soak.Contenders;

namespace Tandem.Soak;

/// <summary>The whole run: every contender at the same time on the same machine, each with browsers of its own in one Chromium.</summary>
internal static class SoakRun
{
    private static readonly string[] Switches =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    public static async Task<IReadOnlyList<ContenderResult>> RunAsync(SoakPlan plan, IReadOnlyList<Contender> contenders)
    {
        var time = TimeProvider.System;
        using var playwright = await Playwright.CreateAsync();
        await using var chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable(), Args = Switches });
        var running = new List<RunningContender>();
        try
        {
            foreach (var contender in contenders)
                running.Add(await RunningContender.StartAsync(contender, plan, time));
            await Task.WhenAll(running.Select(contender => contender.ArriveAsync(chromium, time)));
            var start = time.GetTimestamp();
            return await Task.WhenAll(running.Select(contender => contender.RunAsync(start)));
        }
        finally
        {
            foreach (var contender in running)
                await contender.DisposeAsync();
        }
    }

    private static string Executable() => Environment.GetEnvironmentVariable("TANDEM_CHROMIUM") is { Length: > 0 } path ? path : "/usr/bin/chromium";
}
