using System.CommandLine;
using System.CommandLine.Help;

using Tandem.Server.Accounts;
using Tandem.Server.Clocks;
using Tandem.Server.CommandLine;
using Tandem.Server.Doctor;
using Tandem.Server.Explanations;
using Tandem.Server.SecurityEvents;
using Tandem.Server.Serving;
using Tandem.Server.SigningKeys;
using Tandem.Server.Storage;

namespace Tandem.Server;

/// <summary>All commands.</summary>
internal static class CommandTree
{
    // A word that begins with @ is a word, not the name of a file with more of them.
    private static readonly ParserConfiguration Plain = new() { ResponseFileTokenReplacer = null };

    public static ParseResult Parse(string[] args, Func<WebApplicationBuilder, WebApplication> build) =>
        Checked(Create(build)).Parse(SharedOptions.Gather(args), Plain);

    private static Command Create(Func<WebApplicationBuilder, WebApplication> build) =>
        new("tandem", "Tandem: sign in, stay signed in, sign out. Any key of the configuration can be given as --Tandem:Key=value.")
        {
            ServeCommand.Create(build),
            UsersCommand.Create(),
            KeysCommand.Create(),
            EventsCommand.Create(),
            MigrateCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            ClockCommand.Create(),
            DoctorCommand.Create(),
            ExplainCommand.Create(),
            ConfigCommand.Create(),
            VersionCommand.Create(),
            SharedOptions.Data,
            SharedOptions.Configuration,
            new HelpOption { Recursive = true },
        };

    private static Command Checked(Command command)
    {
        command.Validators.Add(result =>
        {
            foreach (var fault in GivenValues.Faults(result))
                result.AddError(fault);
        });
        foreach (var subcommand in command.Subcommands)
            Checked(subcommand);
        return command;
    }
}
