using System.CommandLine;

using Tandem.Platform;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Storage;

/// <summary><c>tandem migrate</c>: brings the database's schema up to date; <c>serve</c> does so by itself.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Create the database, or bring its schema up to date.") { SharedOptions.New };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var interruption = new Interruption();
            await using var services = new CommandServices(parsed);
            var settings = services.Get<StorageSettings>();
            var notice = DatabaseKind.Of(settings).NoticeOfNew(settings);
            var storage = services.Get<IStorageLifetime>();
            await storage.OpenAsync(interruption.Token);
            services.Get<TerminalProgress>().Dispose();
            Console.WriteLine(storage.Describe());
            if (notice?.EndsWith('?') == true)
                await Console.Error.WriteLineAsync(notice);
            return ExitCode.Succeeded;
        });
        return command;
    }
}
