using System.CommandLine;
using System.Globalization;

using Tandem.Accounts;
using Tandem.Bench.Report;
using Tandem.Bench.Seeding;
using Tandem.Bench.Served;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.Bench.Commands;

/// <summary><c>sizing</c>: what an account, a session and an event take on the disk, and a server of them in memory.</summary>
internal static class SizingCommand
{
    private const double MiB = 1024 * 1024;

    // As long as a browser's is, and as a password's hash.
    private const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
    private const string PasswordHash = "$argon2id$v=19$m=19456,t=2,p=1$c2l4dGVlbiBieXRlcyEhIQ$dGhpcnR5LXR3byBieXRlcyBvZiBhIGhhc2ggYXJlIHRoaXM";

    private static readonly Option<int> Count = LoadOptions.Positive("--count", 100_000, "How many accounts, and as many sessions and events");

    public static Command Create()
    {
        var command = new Command("sizing", "Disk that an account, a session and an event take; start and memory of a server that has so many.")
        {
            Count, StartCommand.Executable, StartCommand.Idle, LoadOptions.Data,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var count = parsed.GetRequiredValue(Count);
        var idle = TimeSpan.FromSeconds(parsed.GetRequiredValue(StartCommand.Idle));
        var executable = Builds.Server(parsed.GetRequiredValue(StartCommand.Executable));
        using var scratch = new ScratchFolder(parsed.GetRequiredValue(LoadOptions.Data));
        var folder = scratch.Path;
        var ids = Enumerable.Range(0, count).Select(_ => (Account: SecureRandom.System.Identifier(), Session: SecureRandom.System.Identifier())).ToArray();
        var accounts = new Account[count];

        var sizes = new List<long>();
        async Task StageAsync(string name, Func<OpenedInstallation, DateTimeOffset, int, Task> write)
        {
            await Console.Error.WriteLineAsync($"writing {count} {name}");
            await using (var installation = await OpenedInstallation.OpenAsync(folder, cancellationToken))
            {
                var now = installation.Get<InstallationClock>().UtcNow;
                await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 256, CancellationToken = cancellationToken },
                    async (number, _) => await write(installation, now, number));
            }

            // Closing copies the write-ahead log into the database.
            sizes.Add(Directory.EnumerateFiles(folder, "tandem.db*").Sum(file => new FileInfo(file).Length));
        }

        LoginSucceeded SignedIn(int number, DateTimeOffset now) =>
            new(ids[number].Account, ids[number].Session, ["pwd"]) { At = now, Context = new("0123456789abcdef01234567", "203.0.113.7", UserAgent) };

        await StageAsync("events", (installation, now, number) => installation.Get<IEventStore>().AppendAsync(SignedIn(number, now), cancellationToken));
        await StageAsync("events more", (installation, now, number) => installation.Get<IEventStore>().AppendAsync(SignedIn(number, now), cancellationToken));
        await StageAsync("accounts", (installation, now, number) =>
        {
            var account = accounts[number] = Sample.Account(ids[number].Account, number, now);
            return installation.Get<IAccountStore>().TryCreateAsync(
                account, account.Email, PasswordHash, new AccountCreated(account.Id, account.Roles) { At = now, Context = EventContext.Local }, cancellationToken);
        });
        var empty = await ServerStart.MeasureAsync(executable, scratch.Sub("empty"), idle, cancellationToken);
        await StageAsync("sessions", (installation, now, number) => installation.Get<ISessionStore>().InsertAsync(
            Sample.Session(ids[number].Session, accounts[number], SecureRandom.System.Bytes(32), RotationState.Initial, new(UserAgent, "203.0.113.0/24"), now),
            null, SignedIn(number, now), cancellationToken));
        var full = await ServerStart.MeasureAsync(executable, folder, idle, cancellationToken);

        double Each(long bytes) => (double)bytes / count;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} accounts, each with a session and four events."));
        Console.WriteLine($"{MachineFacts.Describe()}.");
        Console.WriteLine();
        var disk = new MarkdownTable("on the disk", "bytes each");
        // The first events paid for the empty database.
        disk.Add("event of a sign-in", Each(sizes[1] - sizes[0]));
        disk.Add("account, with the event of its creation", Each(sizes[2] - sizes[1]));
        disk.Add("session, with the event of its sign-in", Each(sizes[3] - sizes[2]));
        disk.Add("all, for each account", Each(sizes[3]));
        disk.Write(Console.Out);
        var server = new MarkdownTable("tandem serve", "ready after ms", "idle memory MiB");
        server.Add("empty", empty.Ready, empty.Memory / MiB);
        server.Add("with all of it", full.Ready, full.Memory / MiB);
        server.Write(Console.Out);
        return 0;
    }
}
