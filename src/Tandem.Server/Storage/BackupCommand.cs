using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.Platform;
using Tandem.Server.CommandLine;
using Tandem.Storage.Backups;
using Tandem.Storage.Sqlite;

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
        await using var services = new CommandServices(parsed);
        var database = SqliteLocation.Resolve(services.Get<TandemOptions>().ToStorageSettings()).Path;
        var target = Path.GetFullPath(parsed.GetValue(Target)!);
        var suffix = Convert.ToHexStringLower(services.Get<SecureRandom>().Bytes(4));
        var progress = new CopyProgress(services.Get<TimeProvider>());
        var contents = await Task.Run(
            () => BackupFile.Write(database, target, parsed.GetValue(Force), suffix, progress, cancellationToken), cancellationToken);

        Console.WriteLine(
            $"Backed up {Output.Count(contents.Accounts, "account")} and {Output.Count(contents.Sessions, "session")} into {target}, "
            + $"{Output.Count(new FileInfo(target).Length, "byte")}.");
        Console.WriteLine("The master key is not in it, and without it the backup cannot be restored: keep a copy, apart from this file.");
        return ExitCode.Succeeded;
    }
}

/// <summary>Says on standard error how far a copy is, now and then, where it takes long.</summary>
internal sealed class CopyProgress(TimeProvider time) : IProgress<double>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private long said = time.GetTimestamp();

    public void Report(double value)
    {
        if (time.GetElapsedTime(said) < Pause)
            return;
        said = time.GetTimestamp();
        Console.Error.WriteLine($"{(int)(100 * value)} % copied");
    }
}
