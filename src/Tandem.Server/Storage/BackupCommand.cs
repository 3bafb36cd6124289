using System.CommandLine;

using Tandem.Platform;
using Tandem.Server.CommandLine;
using Tandem.Sqlite.Backups;

namespace Tandem.Server.Storage;

/// <summary><c>tandem backup</c>: copies the database while a server runs or without one.</summary>
internal static class BackupCommand
{
    private static readonly Argument<string> Target = new("file") { Description = "The file to write" };
    private static readonly Option<bool> Force = new("--force") { Description = "Replace a file that exists" };

    public static Command Create()
    {
        var command = new Command("backup", "Copy the database into a file, while the server runs or without it.") { Target, Force };
        command.SetAction(BackUpAsync);
        return command;
    }

    private static async Task<int> BackUpAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        await using var services = new CommandServices(parsed);
        var settings = services.Get<StorageSettings>();
        var database = DatabaseKind.Of(settings).FileToCopy(settings);
        var target = Path.GetFullPath(parsed.GetValue(Target)!);
        var suffix = Convert.ToHexStringLower(services.Get<SecureRandom>().Bytes(4));
        BackupContents contents;
        using (var progress = new CopyProgress(database, services.Get<TimeProvider>()))
            contents = await Task.Run(() => BackupFile.Write(database, target, parsed.GetValue(Force), suffix, progress, interruption.Token), cancellationToken);

        Console.WriteLine(
            $"Backed up {Output.Count(contents.Accounts, "account")} and {Output.Count(contents.Sessions, "session")} into {target}, "
            + $"{Output.Count(new FileInfo(target).Length, "byte")}.");
        Console.WriteLine("The master key is not in it, and without it the backup cannot be restored: keep a copy, apart from this file.");
        return ExitCode.Succeeded;
    }
}

/// <summary>How far a copy of a database is.</summary>
internal sealed class CopyProgress : IProgress<double>, IDisposable
{
    private const double Megabyte = 1e6;

    private readonly TerminalProgress shown;
    private readonly long size;
    private readonly ITimer checking;
    private readonly long began;
    private volatile bool isCopied;

    public CopyProgress(string file, TimeProvider time)
    {
        shown = new TerminalProgress(time);
        size = Math.Max(1, (long)((new FileInfo(file) is { Exists: true } found ? found.Length : 0) / Megabyte));
        began = time.GetTimestamp();
        shown.Begin("Copying", "MB");

        // Reading the copy again has no share that could be told.
        checking = time.CreateTimer(
            _ =>
            {
                if (isCopied)
                    shown.GoesOn("Checking the copy", time.GetElapsedTime(began));
            },
            null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public void Report(double value)
    {
        isCopied = value >= 1;
        shown.Report((long)(value * size), size);
    }

    public void Dispose()
    {
        checking.Dispose();
        shown.Dispose();
    }
}
