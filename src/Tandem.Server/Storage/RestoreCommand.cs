using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.AspNetCore.MasterKeys;
using Tandem.Operations;
using Tandem.Platform;
using Tandem.Server.CommandLine;
using Tandem.SigningKeys;
using Tandem.Sqlite.Backups;
using Tandem.Sqlite.Engine;

namespace Tandem.Server.Storage;

/// <summary><c>tandem restore</c>: replaces the database by a backup, and ends the sessions and keys that the backup would revive.</summary>
internal static class RestoreCommand
{
    private static readonly Argument<string> Backup = new("file") { Description = "The backup" };
    private static readonly Option<bool> KeepSessions = new("--keep-sessions") { Description = "Do not end the sessions that the backup holds" };

    public static Command Create()
    {
        var command = new Command("restore", "Replace the database by a backup, while no server runs.") { Backup, KeepSessions };
        command.SetAction(RestoreAsync);
        return command;
    }

    private static async Task<int> RestoreAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        await using var services = new CommandServices(parsed);
        var options = services.Get<TandemOptions>();
        var settings = services.Get<StorageSettings>();
        var database = DatabaseKind.Of(settings).FileToCopy(settings);
        var backup = Path.GetFullPath(parsed.GetValue(Backup)!);
        using var held = DataFolder.Hold(options);
        try
        {
            string draft;
            using (var progress = new CopyProgress(backup, services.Get<TimeProvider>()))
                draft = await Task.Run(() => RestorationDraft.Make(backup, database, progress, interruption.Token), cancellationToken);
            var restored = await PrepareAsync(draft, parsed, interruption.Token);

            // From here on it is a matter of moments, and of one or the other.
            interruption.Token.ThrowIfCancellationRequested();
            Tell(backup, database, DatabaseSwap.Replace(database, restored.At), restored, parsed.GetValue(KeepSessions));
            return ExitCode.Succeeded;
        }
        catch
        {
            DatabaseSwap.Remove(DatabaseSwap.DraftOf(database));
            throw;
        }
    }

    // All of it beside the database, which stays as it is until this is done.
    private static async Task<BackupRestored> PrepareAsync(string draft, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(
            parsed, settings => settings with { ConnectionString = $"Data Source={draft}", Checkpoints = true });
        await services.Get<InstallationOpener>().OpenExistingAsync(cancellationToken);
        var now = services.Get<InstallationClock>().UtcNow;
        var restored = await RestoredDatabase.DisarmAsync(services.Get<SqliteDatabase>(), parsed.GetValue(KeepSessions), now, cancellationToken);
        await services.Get<KeyRingService>().StartAsync(cancellationToken);
        return restored;
    }

    private static void Tell(string backup, string database, string? kept, BackupRestored restored, bool keepsSessions)
    {
        var until = Output.Time(restored.BackedUpAt);
        Console.WriteLine($"Restored {backup}, which goes up to {until}, into {database}.");
        Console.WriteLine(keepsSessions
            ? $"Sessions that go on: {restored.SessionsKept}. All access tokens of before are refused: the signing keys are new."
            : $"Sessions that were ended: {restored.SessionsEnded}; everybody signs in again. All access tokens of before are refused: the signing keys are new.");
        if (kept is not null)
            Console.WriteLine($"The database that was replaced is {kept}. Delete it when you no longer need it.");
        Console.Error.WriteLine($"Warning: passwords, roles, locks and disabled accounts are as they were at {until}. Repeat what has been changed since.");
        if (keepsSessions)
            Console.Error.WriteLine("Warning: sessions that were ended since, by signing out, by a changed password or because a token was stolen, live again.");
    }
}
