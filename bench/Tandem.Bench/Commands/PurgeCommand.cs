using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Bench.Commands;

/// <summary><c>purge</c>: removes expired sessions among living ones, alone and beside refreshes, in this process.</summary>
internal static class PurgeCommand
{
    private static readonly Option<int> Expired = LoadOptions.Positive("--expired", 100_000, "Sessions that are over, for each of the two purges");

    private static readonly Option<int> Living = LoadOptions.Positive("--living", 100_000, "Sessions that are alive");

    private static readonly Option<int> Callers = LoadOptions.Positive("--callers", 4, "Callers that rotate living sessions");

    public static Command Create()
    {
        var command = new Command("purge", "Time that a purge of expired sessions takes, and what it costs rotations beside it.")
        {
            Expired, Living, Callers, LoadOptions.Seconds, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (expired, living) = (parsed.GetRequiredValue(Expired), parsed.GetRequiredValue(Living));
        using var folder = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        var disk = DiskProbe.Measure(folder.Path);
        await using var installation = await OpenedInstallation.OpenAsync(folder.Path, cancellationToken);
        var store = installation.Get<ISessionStore>();
        var now = installation.Get<InstallationClock>().UtcNow;
        await Console.Error.WriteLineAsync($"making {living} living and {expired} expired sessions");
        var tokens = (await Seeder.FillAsync(installation, living, cancellationToken)).ReadAll(installation);
        await ExpireAsync(installation, expired, now, cancellationToken);
        var duration = TimeSpan.FromSeconds(parsed.GetRequiredValue(LoadOptions.Seconds));
        var callers = parsed.GetRequiredValue(Callers);

        // Nothing else runs meanwhile: what the process works is what the purge does.
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var alone = await PurgeAsync(store, expired, now, cancellationToken);
        var worked = Process.GetCurrentProcess().TotalProcessorTime - before;
        await ExpireAsync(installation, expired, now, cancellationToken);
        using var quietOver = new CancellationTokenSource(duration);
        var quiet = await RotateAsync(installation, tokens, callers, quietOver.Token);
        using var purged = new CancellationTokenSource();
        var rotating = RotateAsync(installation, tokens, callers, purged.Token);
        var beside = await PurgeAsync(store, expired, now, cancellationToken);
        await purged.CancelAsync();
        var during = await rotating;

        var table = new MarkdownTable("purge", "seconds", "processor s", "rotations", "p50 ms", "p99 ms", "max ms", "p99 to quiet");
        table.Add("none", duration.TotalSeconds, null, quiet.Count, At(quiet, 0.5), At(quiet, 0.99), At(quiet, 1), 1.0);
        table.Add("alone", alone.TotalSeconds, worked.TotalSeconds, null, null, null, null, null);
        table.Add("beside rotations", beside.TotalSeconds, null, during.Count, At(during, 0.5), At(during, 0.99), At(during, 1), At(during, 0.99) / At(quiet, 0.99));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Purge: {expired} expired sessions among {living} living; {callers} callers rotate."));
        Console.WriteLine($"{MachineFacts.Describe()}; {installation.StorageVersion}; {disk}.");
        Console.WriteLine();
        table.Write(Console.Out);
        return 0;
    }

    private static async Task<TimeSpan> PurgeAsync(ISessionStore store, int expired, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var removed = await store.PurgeAsync(now, int.MaxValue, cancellationToken);
        return removed == expired ? Stopwatch.GetElapsedTime(started) : throw new InvalidOperationException($"{removed} were removed.");
    }

    private static async Task ExpireAsync(OpenedInstallation installation, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const int batch = 4096;
        var accounts = await ServerTokens.AccountsAsync(installation, 1000, cancellationToken);
        for (var first = 0; first < count; first += batch)
        {
            await Task.WhenAll(Enumerable.Range(first, Math.Min(batch, count - first)).Select(number =>
            {
                var account = accounts[number % accounts.Count];
                var session = Sample.Session(
                    SecureRandom.System.Identifier(), account, SecureRandom.System.Bytes(32), RotationState.Initial, ClientInfo.None, now.AddDays(-8));
                var signedIn = new LoginSucceeded(account.Id, session.Id, ["pwd"]) { At = now, Context = EventContext.Local };
                return installation.Get<ISessionStore>().InsertAsync(session, null, signedIn, cancellationToken);
            }));
        }
    }

    private static async Task<List<TimeSpan>> RotateAsync(OpenedInstallation installation, RefreshToken[] tokens, int callers, CancellationToken over)
    {
        var store = installation.Get<ISessionStore>();
        var clock = installation.Get<InstallationClock>();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(first => Task.Run(async () =>
        {
            var took = new List<TimeSpan>();
            for (var at = first; !over.IsCancellationRequested; at = at + callers < tokens.Length ? at + callers : first)
            {
                var token = tokens[at];
                var started = Stopwatch.GetTimestamp();
                var rotation = new SessionRotation(token.SessionId, token.HashSecret(), token.Generation, clock.UtcNow, TimeSpan.Zero, ClientInfo.None);
                var rotated = await store.TryRotateAsync(rotation, CancellationToken.None)
                    ?? throw new InvalidOperationException($"{token} was not rotated.");
                took.Add(Stopwatch.GetElapsedTime(started));
                tokens[at] = token with { Generation = rotated.Session.Rotation.Issued };
            }

            return took;
        })));
        return [.. latencies.SelectMany(took => took).Order()];
    }

    private static double At(List<TimeSpan> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)].TotalMilliseconds;
}
