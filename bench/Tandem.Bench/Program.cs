using System.CommandLine;

using Tandem.Bench.Commands;

var root = new RootCommand("Measures Tandem on this machine. Tables go to standard output as Markdown.")
{
    RefreshCommand.Create(),
    VerifyCommand.Create(),
    StorageCommand.Create(),
    FloodCommand.Create(),
    CrowdCommand.Create(),
    PurgeCommand.Create(),
    MicroCommand.Create(),
    PeersCommand.Create(),
    StartCommand.Create(),
    SizingCommand.Create(),
    ServerCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
