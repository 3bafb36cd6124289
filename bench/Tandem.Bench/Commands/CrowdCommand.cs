using System.CommandLine;
using System.Globalization;

using Tandem.Bench.Load;
using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;

namespace Tandem.Bench.Commands;

/// <summary><c>crowd</c>: what it costs everybody else that one account has very many sessions, and does something with all of them.</summary>
internal static class CrowdCommand
{
    private static readonly Option<int> Crowd = LoadOptions.Positive("--crowd", 100_000, "Sessions of the one account");

    private static readonly Option<int> Clients = LoadOptions.Positive("--clients", 4, "Connections that refresh other accounts' sessions; each sends its next request when it has the answer to the last");

    private static readonly Option<int> Actions = LoadOptions.Positive("--actions", 10, "How often a second the one account acts");

    private static readonly Option<int> Sessions = LoadOptions.Positive("--sessions", 20_000, "Sessions of other accounts");

    public static Command Create()
    {
        var command = new Command("crowd", "Refreshes of others while an account with very many sessions lists them, ends them, changes its password or is disabled.")
        {
            Crowd, Clients, Actions, Sessions, LoadOptions.Seconds, LoadOptions.Rounds, LoadOptions.WarmUp, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (clients, crowd) = (parsed.GetRequiredValue(Clients), parsed.GetRequiredValue(Crowd));
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        var disk = DiskProbe.Measure(folder.Path);
        await using var installation = await OpenedInstallation.OpenAsync(folder.Path, cancellationToken);
        var sessions = await Seeder.FillAsync(installation, Math.Max(clients, parsed.GetRequiredValue(Sessions)), cancellationToken);
        var kinds = new List<(string Name, CrowdedAccount? Actor, Func<CrowdedAccount, Task>? Action)> { ("quiet", null, null) };
        (string Name, Func<CrowdedAccount, Task> Action)[] actions =
        [
            ("list", actor => actor.ListAsync(cancellationToken)), ("logout-all", actor => actor.EndAllAsync(cancellationToken)),
            ("password change", actor => actor.ChangePasswordAsync(cancellationToken)),
            ("disable", actor => actor.DisableAsync(cancellationToken)),
        ];
        await using var server = await ServerProcess.StartAsync(ServedStorage.Sqlite, folder.Path, cancellationToken);
        foreach (var (name, action) in actions)
        {
            kinds.Add(($"{name}, 1 session", await CrowdedAccount.CreateAsync(installation, server.Address, 1, cancellationToken), action));
            kinds.Add(($"{name}, {crowd} sessions", await CrowdedAccount.CreateAsync(installation, server.Address, crowd, cancellationToken), action));
        }

        using var refresh = LoadDriver.Connect(
            server.Address, Enumerable.Range(0, clients).Select(client => new RefreshExchange(server.Address, sessions, client, clients)));
        refresh.Run(TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.WarmUp)));
        var table = new MarkdownTable("beside", "round", "refreshes/s", "p50 ms", "p99 ms", "max ms", "actions", "longest action ms", "p99 to quiet");
        string? fault = null;
        for (var round = 1; round <= parsed.GetRequiredValue(LoadOptions.Rounds); round++)
        {
            var quiet = 0.0;
            foreach (var (name, actor, action) in kinds)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var repeated = new RepeatedAction(() => actor is null ? Task.CompletedTask : action!(actor), parsed.GetRequiredValue(Actions));
                var load = repeated.During(() => refresh.Run(TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.Seconds))));
                fault ??= load.FirstFault ?? repeated.Fault;
                var p99 = load.Quantile(0.99).TotalMilliseconds;
                quiet = actor is null ? p99 : quiet;
                table.Add(
                    name, round, load.PerSecond, load.Quantile(0.5), p99, load.Quantile(1), actor is null ? 0 : repeated.Count,
                    actor is null ? null : repeated.Longest, p99 / quiet);
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"round {round}, {name}: p99 {p99:n2} ms"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Crowd: {clients} connections refresh {sessions.Count} sessions of others; one account acts {parsed.GetRequiredValue(Actions)} times a second."));
        Console.WriteLine($"{MachineFacts.Describe()}; {installation.StorageVersion}; {disk}.");
        Console.WriteLine();
        table.Write(Console.Out);
        Console.WriteLine(fault is null ? "Every answer was as it should be." : $"FAULT: {fault}");
        return fault is null ? 0 : 1;
    }
}
