using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

using Tandem.Bench.Load;
using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Bench.Commands;

/// <summary><c>storage</c>: rotations a second of the session store alone, in this process.</summary>
internal static class StorageCommand
{
    private static readonly Option<string?> Against = new("--against")
    {
        Description = "Also runs this command of another checkout that has been built, in turn, and compares the processor time",
        HelpName = "DIR",
    };

    public static Command Create()
    {
        var command = new Command("storage", "Durable rotations a second of SQLite's session store alone, without HTTP and signatures.")
        {
            LoadOptions.Clients, RefreshCommand.Sessions, LoadOptions.Seconds, LoadOptions.Rounds, LoadOptions.WarmUp, Against, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Against) is { } other)
            return await StorageComparison.RunAsync(other, parsed, cancellationToken);

        var clients = parsed.GetRequiredValue(LoadOptions.Clients);
        var sessions = Math.Max(clients, parsed.GetRequiredValue(RefreshCommand.Sessions));
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        var disk = DiskProbe.Measure(folder.Path);
        await using var installation = await OpenedInstallation.OpenAsync(folder.Path, cancellationToken);
        var tokens = (await Seeder.FillAsync(installation, sessions, cancellationToken)).ReadAll(installation);
        await RotateAsync(installation, tokens, clients, TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.WarmUp)));

        var table = new MarkdownTable("round", "rotations/s", StorageComparison.Column, "commits/s", "rotations a commit");
        for (var round = 1; round <= parsed.GetRequiredValue(LoadOptions.Rounds); round++)
        {
            using var process = Process.GetCurrentProcess();
            var commits = WalIndex.Commits(Path.Combine(folder.Path, "tandem.db"));
            var used = process.TotalProcessorTime;
            var started = Stopwatch.GetTimestamp();
            var count = await RotateAsync(installation, tokens, clients, TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.Seconds)));
            var elapsed = Stopwatch.GetElapsedTime(started).TotalSeconds;
            process.Refresh();
            commits = WalIndex.Commits(Path.Combine(folder.Path, "tandem.db")) - commits;
            table.Add(
                round.ToString(CultureInfo.InvariantCulture), count / elapsed,
                (process.TotalProcessorTime - used).TotalMicroseconds / count, commits / elapsed, (double)count / commits);
        }

        Console.WriteLine($"Store alone: {clients} callers, {sessions} sessions.");
        Console.WriteLine($"{MachineFacts.Describe()}; {installation.StorageVersion}; {disk}.");
        Console.WriteLine();
        table.Write(Console.Out);
        return 0;
    }

    private static async Task<long> RotateAsync(OpenedInstallation installation, RefreshToken[] tokens, int callers, TimeSpan duration)
    {
        var store = installation.Get<ISessionStore>();
        var clock = installation.Get<InstallationClock>();
        var started = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(first => Task.Run(async () =>
        {
            var count = 0L;
            for (var at = first; Stopwatch.GetElapsedTime(started) < duration; at = at + callers < tokens.Length ? at + callers : first)
            {
                var token = tokens[at];
                var rotation = new SessionRotation(token.SessionId, token.HashSecret(), token.Generation, clock.UtcNow, TimeSpan.Zero, ClientInfo.None);
                var rotated = await store.TryRotateAsync(rotation, CancellationToken.None)
                    ?? throw new InvalidOperationException($"{token} was not rotated.");
                tokens[at] = token with { Generation = rotated.Session.Rotation.Issued };
                count++;
            }

            return count;
        })));
        return counts.Sum();
    }
}
