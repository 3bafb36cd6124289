using System.CommandLine;

using Tandem.Accounts;
using Tandem.Bench.Load;
using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;

namespace Tandem.Bench.Commands;

/// <summary><c>flood</c>: what a flood of sign-ins takes from refreshes and from requests with access tokens.</summary>
internal static class FloodCommand
{
    private static readonly Option<int> Clients = LoadOptions.Positive("--clients", 4, "Connections that are measured; each sends its next request when it has the answer to the last");

    private static readonly Option<int> Flooders = LoadOptions.Positive("--flooders", 300, "Connections that sign in with wrong passwords");

    private static readonly Option<int> Logins = LoadOptions.Positive("--logins", 500, "Sign-ins a second that they send");

    private static readonly Option<int> Sessions = LoadOptions.Positive("--sessions", 20_000, "Sessions in the database, each of an account of its own");

    public static Command Create()
    {
        var command = new Command("flood", "Refreshes and requests with an access token, with and without a flood of sign-ins beside them.")
        {
            Clients, Flooders, Logins, Sessions, LoadOptions.Seconds, LoadOptions.Rounds, LoadOptions.WarmUp, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clients = parsed.GetRequiredValue(Clients);
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        var disk = DiskProbe.Measure(folder.Path);
        SessionTokens sessions;
        ServerTokens tokens;
        Account account;
        string storage;
        await using (var installation = await OpenedInstallation.OpenAsync(folder.Path, cancellationToken))
        {
            sessions = await Seeder.FillAsync(installation, Math.Max(clients, parsed.GetRequiredValue(Sessions)), cancellationToken);
            tokens = ServerTokens.Of(installation);
            account = (await ServerTokens.AccountsAsync(installation, 1, cancellationToken))[0];
            storage = installation.StorageVersion;
        }

        await using var server = await ServerProcess.StartAsync(ServedStorage.Sqlite, folder.Path, cancellationToken);
        var accessToken = tokens.Issue(server.Address, account);
        using var refresh = LoadDriver.Connect(
            server.Address, Enumerable.Range(0, clients).Select(client => new RefreshExchange(server.Address, sessions, client, clients)));
        using var me = LoadDriver.Connect(
            server.Address, Enumerable.Range(0, clients).Select(_ => new GetExchange(server.Address, "/api/me", accessToken)));
        using var flood = new LoginFlood(server.Address, parsed.GetRequiredValue(Flooders), parsed.GetRequiredValue(Logins), seed: 1);

        var kinds = new (string Name, LoadDriver Driver)[] { ("refresh", refresh), ("GET /api/me", me) };
        var warmUp = TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.WarmUp));
        foreach (var (_, driver) in kinds)
            driver.Run(warmUp);

        var report = new FloodReport();
        for (var round = 1; round <= parsed.GetRequiredValue(LoadOptions.Rounds); round++)
        {
            foreach (var (name, driver) in kinds)
            {
                foreach (var flooded in new[] { false, true })
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var duration = TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.Seconds));
                    var one = Measurement.Of(
                        name, server, () => flooded ? flood.During(() => driver.Run(duration)) : driver.Run(duration), () => null);
                    await Console.Error.WriteLineAsync($"round {round}, {(flooded ? "flood" : "quiet")}: {one}");
                    report.Add(round, flooded, one, server.WorkingSet);
                }
            }
        }

        report.Write(Console.Out, clients, parsed.GetRequiredValue(Flooders), parsed.GetRequiredValue(Logins), flood, $"{storage}; {disk}");
        return report.FirstFault is null && flood.FirstFault is null ? 0 : 1;
    }
}
