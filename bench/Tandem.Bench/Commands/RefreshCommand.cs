using System.CommandLine;
using System.Globalization;

using Tandem.Bench.Load;
using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;

namespace Tandem.Bench.Commands;

/// <summary><c>refresh</c>: how many refreshes a second, on SQLite and without storage.</summary>
internal static class RefreshCommand
{
    public static readonly Option<int> Sessions = LoadOptions.Positive("--sessions", 100_000, "Sessions in the database, each of an account of its own");

    private static readonly Option<bool> Ungrouped = new("--ungrouped") { Description = "Also with a transaction for each refresh, to show what grouping gives" };

    public static Command Create()
    {
        var command = new Command("refresh", "Refreshes a second on SQLite, durable, beside the same endpoint without storage.")
        {
            LoadOptions.Clients, Sessions, LoadOptions.Seconds, LoadOptions.Rounds, LoadOptions.WarmUp, Ungrouped, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clients = parsed.GetRequiredValue(LoadOptions.Clients);
        var sessions = Math.Max(clients, parsed.GetRequiredValue(Sessions));
        ServedStorage[] kinds = parsed.GetValue(Ungrouped)
            ? [ServedStorage.None, ServedStorage.Sqlite, ServedStorage.Ungrouped]
            : [ServedStorage.None, ServedStorage.Sqlite];
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        var disk = DiskProbe.Measure(folder.Path);

        var servers = new List<MeasuredServer>();
        try
        {
            foreach (var kind in kinds)
                servers.Add(await MeasuredServer.StartAsync(kind, folder.Sub(kind.ToString()), clients, sessions, cancellationToken));
            foreach (var server in servers)
                server.Run(TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.WarmUp)), "warm-up");

            var rounds = new List<IReadOnlyList<Measurement>>();
            for (var round = 1; round <= parsed.GetRequiredValue(LoadOptions.Rounds); round++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var name = $"round {round.ToString(CultureInfo.InvariantCulture)}";
                rounds.Add([.. servers.Select(server => server.Run(TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.Seconds)), name))]);
            }

            var faults = new List<string>(rounds.SelectMany(round => round).Select(one => one.Load.FirstFault).OfType<string>());
            foreach (var server in servers)
                faults.AddRange(await server.StopAndCheckAsync(cancellationToken));
            RefreshReport.Write(Console.Out, clients, sessions, servers[^1].StorageVersion, disk, rounds, faults);
            return faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            foreach (var server in servers)
                await server.DisposeAsync();
        }
    }
}
