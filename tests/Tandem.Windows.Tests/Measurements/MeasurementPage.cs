using Tandem.Processes.Testing;

namespace Tandem.Windows.Tests.Measurements;

/// <summary>What was seen, scenario by scenario and engine by engine, as a page for readers that the tests compare with.</summary>
internal static class MeasurementPage
{
    public const string Unmeasured = "not run: real time";

    private static readonly SemaphoreSlim OneAtATime = new(1);

    private static readonly string Beginning = $$"""
        # The client in real engines, measured

        <!-- Made by tests/Tandem.Windows.Tests from what was seen. Do not edit: run it with TANDEM_UPDATE=1. -->

        The npm packages as they are packed, in Chromium, Firefox ESR and WebKitGTK over HTTPS, against the real server on SQLite. A page on
        the API's origin called `GET /api/me`; in between was a proxy that counts requests and misbehaves on purpose. Each row is a test,
        and the test fails when anything else is seen:

        ```sh
        ./test Windows
        ```

        *Refreshes* are requests to the refresh endpoint. *Rotations* are read from the session's row, its generation before and after;
        *recoveries* from the security events. In no scenario was there another event about the session, an alarm among them, and the server
        ended no session that nobody had signed out of. Rotations were never more than the access token's expiries.

        Time is scaled: access tokens live for 5 s instead of 15 minutes, the refresh token's leeway is 1 s instead of 30 s, so that each
        expiry rotates. The first row ran with strict one-time use (no leeway, no recovery): there a token that is presented twice is an
        alarm. React and the restart ran with the server's defaults and with the scaled ones. The row of 125 s is real time, in one engine
        only, since it takes that long.

        WebKitGTK stands in for Safari: the same engine, another network library. Under automation it keeps no cookies on disk.

        """;

    private static string File => Repository.PathOf("docs", "reference", "client-measurements.md");

    private static bool IsUpdate => Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1";

    /// <summary>Compares what was seen with the page, or writes it there.</summary>
    /// <param name="scenario">The row.</param>
    /// <param name="engine">The column.</param>
    /// <param name="seen">What was seen.</param>
    /// <param name="isSteady">Whether it is the same each time. Otherwise the page tells what it once was.</param>
    public static async Task IsAsync(MeasuredScenario scenario, EngineProfile engine, string seen, bool isSteady = true)
    {
        await OneAtATime.WaitAsync();
        try
        {
            var cells = await ReadAsync();
            if (IsUpdate)
            {
                cells[(scenario, engine)] = seen;
                await System.IO.File.WriteAllTextAsync(File, Write(cells));
            }

            if (isSteady)
                Assert.Equal(cells[(scenario, engine)], seen);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>The page as it should read.</summary>
    public static async Task<(string Is, string Should)> CompareAsync() =>
        (await System.IO.File.ReadAllTextAsync(File), Write(await ReadAsync()));

    private static IReadOnlyList<EngineProfile> Engines { get; } = [EngineProfile.Chromium, EngineProfile.Firefox, EngineProfile.WebKit];

    private static string Write(Dictionary<(MeasuredScenario, EngineProfile), string> cells)
    {
        string[] head = ["| scenario | Chromium | Firefox ESR | WebKitGTK |", "|---|---|---|---|"];
        var rows = MeasuredScenario.All.Select(scenario => $"| {scenario.Name} | {string.Join(" | ", Engines.Select(engine => cells[(scenario, engine)]))} |");
        return string.Join('\n', [Beginning, .. head, .. rows]) + "\n";
    }

    private static async Task<Dictionary<(MeasuredScenario, EngineProfile), string>> ReadAsync()
    {
        var lines = System.IO.File.Exists(File) ? await System.IO.File.ReadAllLinesAsync(File) : [];
        var cells = new Dictionary<(MeasuredScenario, EngineProfile), string>();
        foreach (var scenario in MeasuredScenario.All)
        {
            var row = lines.FirstOrDefault(line => line.StartsWith($"| {scenario.Name} | ", StringComparison.Ordinal))?.Trim('|').Split('|');
            foreach (var (index, engine) in Engines.Index())
                cells[(scenario, engine)] = row?[index + 1].Trim() ?? Unmeasured;
        }

        return cells;
    }
}
