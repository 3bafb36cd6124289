using System.CommandLine;
using System.Text;

using Tandem.Bench.Load;
using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;
using Tandem.Platform;

namespace Tandem.Bench.Commands;

/// <summary><c>verify</c>: requests with an access token a second, beside the same endpoint open to all.</summary>
internal static class VerifyCommand
{
    private static readonly Option<int> PerClient = LoadOptions.Positive("--tokens", 1, "Access tokens of each connection, sent in turn; a page sends the same until it is renewed");

    public static Command Create()
    {
        var command = new Command("verify", "Requests a second that an access token protects, beside the same endpoint open to all.")
        {
            LoadOptions.Clients, PerClient, LoadOptions.Seconds, LoadOptions.Rounds, LoadOptions.WarmUp, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clients = parsed.GetRequiredValue(LoadOptions.Clients);
        var perClient = parsed.GetRequiredValue(PerClient);
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        ServerTokens tokens;
        await using (var installation = await OpenedInstallation.OpenAsync(folder.Path, cancellationToken))
            tokens = ServerTokens.Of(installation);

        await using var server = await ServerProcess.StartAsync(ServedStorage.None, folder.Path, cancellationToken);
        using var open = LoadDriver.Connect(
            server.Address, Enumerable.Range(0, clients).Select(_ => new GetExchange(server.Address, BenchServer.OpenPath, null)));
        using var verified = LoadDriver.Connect(
            server.Address, Enumerable.Range(0, clients).Select(_ => new CredentialExchange(
                server.Address, RequestShape.Get(BenchServer.ProtectedPath), Tokens(tokens, server.Address, perClient), 0, 1)));
        (string Name, LoadDriver Driver)[] kinds = [("open", open), ("verified", verified)];
        foreach (var (_, driver) in kinds)
            driver.Run(TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.WarmUp)));

        var table = new MarkdownTable("endpoint", "round", "requests/s", "p50 ms", "p99 ms", "max ms", "server µs each", "faults");
        string? fault = null;
        var shares = new List<double>();
        for (var round = 1; round <= parsed.GetRequiredValue(LoadOptions.Rounds); round++)
        {
            var openPerSecond = 0.0;
            foreach (var (name, driver) in kinds)
            {
                var one = Measurement.Of(name, server, () => driver.Run(TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.Seconds))), () => null);
                table.Add(
                    name, round, one.Load.PerSecond, one.Load.Quantile(0.5), one.Load.Quantile(0.99), one.Load.Quantile(1),
                    one.ServerMicroseconds, one.Load.Faults);
                fault ??= one.Load.FirstFault;
                if (driver == open)
                    openPerSecond = one.Load.PerSecond;
                else
                    shares.Add(one.Load.PerSecond / openPerSecond);
            }
        }

        Console.WriteLine($"Access tokens: {clients} connections, driver on the same machine.");
        Console.WriteLine($"{MachineFacts.Describe()}.");
        Console.WriteLine();
        table.Write(Console.Out);
        Console.WriteLine($"verified: {Ratio.Of(shares).AsShare()} of the open endpoint.");
        Console.WriteLine(fault is null ? "Every answer was a 200." : $"FAULT: {fault}");
        return fault is null ? 0 : 1;
    }

    private static byte[][] Tokens(ServerTokens tokens, Uri server, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Encoding.ASCII.GetBytes(tokens.Issue(server, Sample.Account(SecureRandom.System.Identifier(), 0, tokens.Now))))];
}
