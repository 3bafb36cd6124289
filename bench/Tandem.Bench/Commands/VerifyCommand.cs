using System.CommandLine;

using Tandem.AccessTokens;
using Tandem.Bench.Load;
using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;

namespace Tandem.Bench.Commands;

/// <summary><c>verify</c>: requests with an access token a second, beside the same endpoint open to all.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Requests a second that an access token protects, beside the same endpoint open to all.")
        {
            LoadOptions.Clients, LoadOptions.Seconds, LoadOptions.Rounds, LoadOptions.WarmUp, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clients = parsed.GetRequiredValue(LoadOptions.Clients);
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        KeyRing keys;
        DateTimeOffset now;
        await using (var installation = await OpenedInstallation.OpenAsync(folder.Path, cancellationToken))
        {
            keys = installation.SigningKeys;
            now = installation.Get<InstallationClock>().UtcNow;
        }

        await using var server = await ServerProcess.StartAsync(ServedStorage.None, folder.Path, cancellationToken);
        var issuer = Issuer(server.Address, keys);
        using var open = LoadDriver.Connect(
            server.Address, Enumerable.Range(0, clients).Select(_ => new GetExchange(server.Address, BenchServer.OpenPath, null)));
        using var verified = LoadDriver.Connect(
            server.Address, Enumerable.Range(0, clients).Select(_ => new GetExchange(server.Address, BenchServer.ProtectedPath, Token(issuer, now))));
        (string Name, LoadDriver Driver)[] kinds = [("open", open), ("verified", verified)];
        foreach (var (_, driver) in kinds)
            driver.Run(TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.WarmUp)));

        var table = new MarkdownTable("endpoint", "round", "requests/s", "p50 ms", "p99 ms", "max ms", "server µs each", "faults");
        string? fault = null;
        for (var round = 1; round <= parsed.GetRequiredValue(LoadOptions.Rounds); round++)
        {
            foreach (var (name, driver) in kinds)
            {
                var one = Measurement.Of(name, server, () => driver.Run(TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.Seconds))), () => null);
                table.Add(
                    name, round, one.Load.PerSecond, one.Load.Quantile(0.5), one.Load.Quantile(0.99), one.Load.Quantile(1),
                    one.ServerMicroseconds, one.Load.Faults);
                fault ??= one.Load.FirstFault;
            }
        }

        Console.WriteLine($"Access tokens: {clients} connections, driver on the same machine.");
        Console.WriteLine($"{MachineFacts.Describe()}.");
        Console.WriteLine();
        table.Write(Console.Out);
        Console.WriteLine(fault is null ? "Every answer was a 200." : $"FAULT: {fault}");
        return fault is null ? 0 : 1;
    }

    private static AccessTokenIssuer Issuer(Uri server, KeyRing keys)
    {
        var origin = server.GetLeftPart(UriPartial.Authority);
        return new(new AccessTokenSettings { Issuer = origin, Audience = origin }, new FixedKeyRing(keys), SecureRandom.System);
    }

    private static string Token(AccessTokenIssuer issuer, DateTimeOffset now)
    {
        var account = Sample.Account(SecureRandom.System.Identifier(), 0, now);
        var session = Sample.Session(SecureRandom.System.Identifier(), account, [], RotationState.Initial, ClientInfo.None, now);
        return issuer.Issue(AccessTokenGrant.For(session, account, 1), now).Value;
    }
}
