using System.CommandLine;

using Tandem.Bench.Load;
using Tandem.Bench.Peers;
using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;

namespace Tandem.Bench.Commands;

/// <summary><c>peers</c>: Tandem beside other servers that do the same, by the same driver in the same run.</summary>
internal static class PeersCommand
{
    private static readonly Option<int> Clients = LoadOptions.Positive("--clients", 32, "Connections; sign-in has 8 at most");

    private static readonly Option<int> Sessions = LoadOptions.Positive("--sessions", 10_000, "Sessions in each database, each of an account of its own");

    private static readonly Option<string[]> Only = Choice("--only", "The peers, besides Tandem", Peer.All.Skip(1).Select(peer => peer.Name));

    private static readonly Option<string[]> Operations = Choice("--operations", "What is asked of them", Enum.GetValues<PeerOperation>().Select(one => one.DisplayName()));

    private static readonly Option<string?> Output = new("--output") { Description = "Writes the figures into a file, as JSON", HelpName = "FILE" };

    private static readonly Option<bool> Picture = new("--picture") { Description = "Measures nothing: writes table and picture of docs/performance.md from bench/peers/results.json" };

    public static Command Create()
    {
        var command = new Command("peers", "Refresh, verify, read the account and sign in: Tandem beside Identity, OpenIddict, better-auth and an Express service.")
        {
            Clients, Sessions, LoadOptions.Seconds, LoadOptions.Rounds, LoadOptions.WarmUp, Only, Operations, Output, Picture, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Picture))
        {
            PeerPage.Write(Builds.Here());
            return 0;
        }

        var sessions = Math.Max(parsed.GetRequiredValue(Clients), parsed.GetRequiredValue(Sessions));
        var chosen = parsed.GetRequiredValue(Only);
        List<Peer> peers = [.. Peer.All.Where(peer => peer.Name == Peer.Tandem || chosen.Contains(peer.Name))];
        await PeerPrograms.PrepareAsync(peers, cancellationToken);
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        var disk = DiskProbe.Measure(folder.Path);
        var running = new List<RunningPeer>();
        try
        {
            foreach (var peer in peers)
            {
                await Console.Error.WriteLineAsync($"{peer.Title}: making {sessions} sessions");
                running.Add(await RunningPeer.StartAsync(peer, folder.Sub(peer.Name), sessions, cancellationToken));
            }

            var results = new List<PeerResult>();
            var faults = new List<string>();
            foreach (var operation in Enum.GetValues<PeerOperation>().Where(one => parsed.GetRequiredValue(Operations).Contains(one.DisplayName())))
                results.AddRange(Measure(parsed, operation, running, faults, cancellationToken));
            var all = new PeerResults(
                MachineFacts.Describe(), disk.ToString(), sessions, parsed.GetRequiredValue(LoadOptions.Seconds), parsed.GetRequiredValue(LoadOptions.Rounds), results);
            PeerPage.WriteTables(Console.Out, all);
            faults.ForEach(fault => Console.WriteLine($"FAULT: {fault}"));
            if (parsed.GetValue(Output) is { } output)
                all.Write(output);
            return faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            foreach (var peer in running)
                await peer.DisposeAsync();
        }
    }

    private static List<PeerResult> Measure(
        ParseResult parsed, PeerOperation operation, List<RunningPeer> peers, List<string> faults, CancellationToken cancellationToken)
    {
        var clients = parsed.GetRequiredValue(Clients);
        var drivers = new List<LoadDriver>();
        try
        {
            drivers.AddRange(peers.Select(peer => peer.Connect(operation, clients)));
            var rounds = peers.Select(_ => new List<Measurement>()).ToList();
            for (var round = 0; round <= parsed.GetRequiredValue(LoadOptions.Rounds); round++)
            {
                for (var peer = 0; peer < peers.Count; peer++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var warmsUp = round == 0;
                    var one = peers[peer].Run(drivers[peer], TimeSpan.FromSeconds(parsed.GetRequiredValue(warmsUp ? LoadOptions.WarmUp : LoadOptions.Seconds)));
                    Console.Error.WriteLine($"{operation.DisplayName()}, {(warmsUp ? "warm-up" : FormattableString.Invariant($"round {round}"))}: {one}");
                    if (one.Load.FirstFault is { } fault)
                        faults.Add($"{operation.DisplayName()}, {one.Name}: {one.Load.Faults} of {one.Load.Answers}, the first: {fault}");
                    if (!warmsUp)
                        rounds[peer].Add(one);
                }
            }

            return [.. peers.Select((peer, at) => PeerResult.Of(peer.Peer, operation, clients, rounds[at], at == 0 ? null : rounds[0]))];
        }
        finally
        {
            drivers.ForEach(driver => driver.Dispose());
        }
    }

    private static Option<string[]> Choice(string name, string description, IEnumerable<string> values)
    {
        string[] all = [.. values];
        var option = new Option<string[]>(name) { Description = description, DefaultValueFactory = _ => all, AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong(all);
        return option;
    }
}
