using Tandem.Processes.Testing;

namespace Tandem.Tabs.Tests.Measurements;

/// <summary>What was seen, scenario by scenario and engine by engine, as a page for readers that the tests compare with.</summary>
internal static class MeasurementPage
{
    public const string Unmeasured = "not run: real time";

    private static readonly SemaphoreSlim OneAtATime = new(1);

    private static readonly string Beginning = $$"""
        # The client in real engines, measured

        <!-- Made by tests/browsers/Tandem.Tabs.Tests from what was seen. Do not edit: run it with TANDEM_UPDATE=1. -->

        The npm packages as they are packed, in Chromium, Firefox ESR and WebKitGTK over HTTPS, against the real server on SQLite. A page on
        the API's origin called `GET /api/me`; in between was a proxy that counts requests and misbehaves on purpose. Each cell is a test:

        ```sh
        ./test Tabs
        ```

        *Refreshes* are requests to the refresh endpoint. *Rotations* are read from the session's row, by its generation before and after;
        *recoveries* (an answer had been lost, and the token of before was taken) from the security events. A test fails at any other event
        about the session, at a session that the server ended and nobody signed out of, and at more rotations than the access token had
        expiries. Clients with a piece missing, or written by hand, fail it: `BrokenClientTests`.

        Time is scaled: access tokens live for 5 s instead of 15 minutes, and the refresh token's leeway is 1 s instead of 30 s, so that
        each expiry rotates. The client's own limits are as they come, but for the window that is stopped with the lock, which has 2 s per
        request instead of 12 s. The second and third row ran with strict one-time use, no leeway and no recovery: a token that is presented
        twice is then an alarm. React ran with the server's defaults. The row of 125 s is real time, in one engine only.

        What depends on when an engine writes to disk, or on which of two things comes first after a sleep, is as it once was: those are the
        rows of the restart and of the stopped window with the lock. There the fifth rotation is the sleeper's own, of which it could not
        tell the others.

        WebKitGTK stands in for Safari: the same engine, another network library. It kept its cookies on disk for the restart, where nobody
        drove its page; under automation it has none there.

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
