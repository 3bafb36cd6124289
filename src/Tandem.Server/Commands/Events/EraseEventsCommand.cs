using System.CommandLine;

using Tandem.SecurityEvents;
using Tandem.Server.Commands.Users;

namespace Tandem.Server.Commands.Events;

/// <summary><c>tandem events erase</c>: takes a person out of the log without breaking it.</summary>
internal static class EraseEventsCommand
{
    private static readonly Option<string?> Account = new("--account") { Description = "The account's id, also of one that is gone", HelpName = "ID" };

    public static Command Create()
    {
        var command = new Command("erase", "Erase addresses and programs from the events of an account.") { UserOptions.Email, Account, SharedOptions.Format };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(UserOptions.Email) is null) == (result.GetValue(Account) is null))
                result.AddError("Which account? Write: tandem events erase --email E, or --account ID");
            if (result.GetValue(Account) is { } id && !Guid.TryParseExact(id, "D", out _))
                result.AddError($"--account: '{id}' is no account's id. tandem users list shows all.");
        });
        command.SetAction(EraseAsync);
        return command;
    }

    private static async Task<int> EraseAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(parsed);
        await services.OpenAsync(cancellationToken);
        var named = parsed.GetValue(UserOptions.Email) ?? parsed.GetValue(Account)!;
        var accountId = await NamedAccount.FindIdAsync(named, services, cancellationToken);
        var events = await services.Get<EventLog>().EraseAsync(accountId, Caller.Local, cancellationToken);
        if (parsed.IsJson())
            Output.WriteJson(new { accountId, events });
        else
            Console.WriteLine($"Events of {named} that told where from and with what: {events}. They no longer do.");
        return ExitCode.Succeeded;
    }
}
