using System.Globalization;

using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Drains;

/// <summary>SIGTERM under load, again and again: nothing that was begun before the drain fails (fault table "Graceful shutdown").</summary>
public sealed class DrainLoopTests(ITestOutputHelper output) : IDisposable
{
    private const int Times = 10;

    private readonly ServedFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Whatever_was_begun_before_a_drain_is_answered_and_sessions_go_on_at_the_next_server()
    {
        var people = Enumerable.Range(1, 12).Select(number => "person" + number.ToString(CultureInfo.InvariantCulture)).ToList();
        await folder.CreateAccountsAsync(people);
        var run = new DrainRun(folder, people);
        var longest = TimeSpan.Zero;

        for (var time = 0; time < Times; time++)
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, (await run.OnceAsync()).Ticks));

        Assert.True(run.Failures.Count == 0, string.Join('\n', run.Failures.Take(10)));
        output.WriteLine(FormattableString.Invariant(
            $"{Times} drains, {run.AnsweredBefore} requests begun before them, {run.Failures.Count} failed; signal to end at most {longest.TotalSeconds:0.00} s"));
    }
}
