using System.Globalization;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>SIGKILL of the real server under load, again and again on one data folder (I1, I6, J6, K1, V7, V8, V11).</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly int Seed = Number("TANDEM_FAULTS_SEED", 20261125);

    private static readonly int Kills = Number("TANDEM_FAULTS_KILLS", 50);

    [Fact]
    public async Task However_often_the_server_is_killed_nothing_acknowledged_is_undone_and_nobody_is_signed_out()
    {
        await using var run = new CrashRun(Seed);
        for (var kill = 0; kill < Kills; kill++)
        {
            Nothing(await run.StartServerAsync());
            await run.KillServerUnderLoadAsync();
        }

        Nothing(await run.StartServerAsync());
        Report(run);
        EverythingHappened(run.State.History.Entries);
    }

    // The planted fault: a server that acknowledges what it then loses (V11).
    [Fact]
    public async Task A_database_that_lost_its_last_commits_is_found_out()
    {
        await using var run = new CrashRun(Seed);
        Nothing(await run.StartServerAsync());
        await run.KillServerUnderLoadAsync();
        await run.LoseCommitsAsync();
        Nothing(await run.StartServerAsync());
        await run.KillServerUnderLoadAsync();
        await run.LoseCommitsAsync();

        Assert.NotEmpty(await run.StartServerAsync());
    }

    private static void Nothing(IReadOnlyList<string> findings) => Assert.True(findings.Count == 0, string.Join("\n\n", findings));

    // A run in which nobody was ever locked or lost an answer would prove nothing.
    private static void EverythingHappened(IReadOnlyList<HistoryEntry> entries)
    {
        var had = entries.Select(entry => (entry.Action, entry.Outcome)).ToHashSet();
        // Neither a wrong password nor a replaced one is ever taken.
        Assert.All(Enum.GetValues<UserAction>().Except([UserAction.WrongPassword, UserAction.OldPassword]), action => Assert.Contains((action, Outcome.Done), had));
        Assert.Contains((UserAction.WrongPassword, Outcome.Refused), had);
        Assert.Contains((UserAction.SignIn, Outcome.Refused), had);
        Assert.Contains((UserAction.Refresh, Outcome.Refused), had);
        if (Kills >= 10)
            Assert.Contains((UserAction.Refresh, Outcome.Unknown), had);
    }

    private void Report(CrashRun run)
    {
        var entries = run.State.History.Entries;
        var times = run.TimesToReady.Order().ToList();
        output.WriteLine(FormattableString.Invariant(
            $"seed {Seed}, {Kills} kills, {entries.Count} deeds, {entries.Count(entry => entry.Outcome == Outcome.Unknown)} without an answer, start to ready median {times[times.Count / 2].TotalSeconds:0.00} s, at most {times[^1].TotalSeconds:0.00} s"));
        foreach (var group in entries.GroupBy(entry => (entry.Action, entry.Outcome)).OrderBy(group => group.Key))
            output.WriteLine(FormattableString.Invariant($"{group.Key.Action} {group.Key.Outcome}: {group.Count()}"));
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
