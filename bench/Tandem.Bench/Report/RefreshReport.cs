using System.Globalization;

using Tandem.Bench.Load;

namespace Tandem.Bench.Report;

/// <summary>The table of <c>refresh</c>.</summary>
internal static class RefreshReport
{
    public static void Write(
        TextWriter target, int clients, int sessions, string storage, DiskProbe disk, IReadOnlyList<IReadOnlyList<Measurement>> rounds,
        IReadOnlyList<string> faults)
    {
        var numbers = CultureInfo.InvariantCulture;
        target.WriteLine(string.Create(numbers, $"Refresh: {clients} connections, {sessions:n0} sessions, driver on the same machine."));
        target.WriteLine($"{MachineFacts.Describe()}; {storage}; {disk}.");
        target.WriteLine();

        var table = new MarkdownTable(
            "sessions in", "round", "refreshes/s", "of the floor", "p50 ms", "p99 ms", "max ms", "server CPU", "driver CPU", "server µs each",
            "commits/s", "refreshes a commit", "faults");
        for (var round = 0; round < rounds.Count; round++)
        {
            foreach (var one in rounds[round])
            {
                table.Add(
                    one.Name, round + 1, one.Load.PerSecond, Share(one, rounds[round][0]), one.Load.Quantile(0.5), one.Load.Quantile(0.99),
                    one.Load.Quantile(1), Percent(one.ServerShare), Percent(one.DriverShare), one.ServerMicroseconds, one.CommitsPerSecond,
                    one.GroupSize, one.Load.Faults);
            }
        }

        table.Write(target);
        for (var server = 1; server < rounds[0].Count; server++)
        {
            var shares = Ratio.Of(rounds.Select(round => round[server].Load.PerSecond / round[0].Load.PerSecond));
            var times = Ratio.Of(rounds.Select(round => round[server].ServerMicroseconds / round[0].ServerMicroseconds));
            target.WriteLine($"{rounds[0][server].Name}: {shares.AsShare()} of the floor; server processor time {times.AsFactor()}.");
        }

        target.WriteLine(faults.Count == 0
            ? "Every answer was a 200 with the session's next generation; afterwards every token was genuine and the database agreed with every client."
            : string.Join('\n', faults.Prepend("FAULTS:")));
    }

    private static string Share(Measurement one, Measurement floor) => one == floor ? "" : Percent(one.Load.PerSecond / floor.Load.PerSecond);

    private static string Percent(double share) => share.ToString("p0", CultureInfo.InvariantCulture);
}
