using System.CommandLine;

using Tandem.Bench.Served;

namespace Tandem.Bench.Commands;

/// <summary><c>server</c>: what the other commands start as a process of its own.</summary>
internal static class ServerCommand
{
    public static readonly Option<ServedStorage> Storage = new("--storage") { Description = "What sessions are kept in", Required = true };

    public static readonly Option<string> Data = new("--data") { Description = "Folder of the installation", Required = true, HelpName = "DIR" };

    public static Command Create()
    {
        var command = new Command("server", "Serves a folder until standard input ends.") { Storage, Data };
        command.Hidden = true;
        command.SetAction((parsed, _) => BenchServer.RunAsync(parsed.GetRequiredValue(Storage), parsed.GetRequiredValue(Data)));
        return command;
    }
}
