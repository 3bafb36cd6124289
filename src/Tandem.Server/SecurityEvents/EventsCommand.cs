using System.CommandLine;
using System.Text.Json.Nodes;

using Tandem.SecurityEvents;
using Tandem.Server.Accounts;
using Tandem.Server.CommandLine;

namespace Tandem.Server.SecurityEvents;

/// <summary><c>tandem events ...</c>.</summary>
internal static class EventsCommand
{
    public static Command Create() => new("events", "Security events.")
    {
        ListEventsCommand.Create(),
        TailEventsCommand.Create(),
        ExportEventsCommand.Create(),
        VerifyEventsCommand.Create(),
        EraseEventsCommand.Create(),
    };
}

/// <summary><c>tandem events list</c>.</summary>
internal static class ListEventsCommand
{
    private static readonly Option<int> Limit = CreateLimit();

    public static Command Create()
    {
        var command = new Command("list", "Show the newest events, the newest last.") { Limit, SharedOptions.Format };
        EventFilters.AddTo(command);
        command.SetAction(ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(parsed);
        await services.OpenToReadAsync(cancellationToken);
        var query = await EventFilters.ReadAsync(parsed, services, cancellationToken);
        var records = await services.Get<IEventStore>().ReadLastAsync(query, parsed.GetValue(Limit), cancellationToken);
        if (parsed.IsJson())
            EventOutput.WriteArray(records);
        else
        {
            foreach (var record in records)
                EventOutput.WriteLine(record, json: false);
        }

        return ExitCode.Succeeded;
    }

    private static Option<int> CreateLimit()
    {
        var option = new Option<int>("--limit") { Description = "How many at most", HelpName = "N", DefaultValueFactory = _ => 50 };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 100_000)
                result.AddError("--limit is from 1 to 100000. tandem events export writes all.");
        });
        return option;
    }
}

/// <summary><c>tandem events export</c>: JSON lines, for another system.</summary>
internal static class ExportEventsCommand
{
    private const int Page = 1000;

    private static readonly Option<long> After = new("--after") { Description = "Only events after this place in the log: the last one exported before", HelpName = "SEQ" };

    public static Command Create()
    {
        var command = new Command("export", "Write events as JSON, one a line, oldest first.") { After };
        EventFilters.AddTo(command);
        command.SetAction(ExportAsync);
        return command;
    }

    private static async Task<int> ExportAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        await using var services = new CommandServices(parsed);
        await services.OpenToReadAsync(cancellationToken);
        var query = await EventFilters.ReadAsync(parsed, services, cancellationToken) with { After = parsed.GetValue(After) };
        await WriteAsync(services, query, interruption.Token);
        return ExitCode.Succeeded;
    }

    private static async Task WriteAsync(CommandServices services, EventQuery query, CancellationToken interrupted)
    {
        var events = services.Get<IEventStore>();
        using var progress = new TerminalProgress(services.Get<TimeProvider>(), sharesScreen: true);
        var chain = await events.FindChainAsync(interrupted);
        progress.Begin("Exporting", "events", Math.Max(query.After, chain?.Anchor.Sequence ?? 0));
        long last = 0;
        try
        {
            while (await events.ReadAsync(query, Page, interrupted) is { Count: > 0 } records)
            {
                foreach (var record in records)
                {
                    interrupted.ThrowIfCancellationRequested();
                    EventOutput.WriteLine(record, json: true);
                    last = record.Sequence;
                }

                query = query with { After = last };
                progress.Report(last, chain?.LastSequence ?? last);
            }
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested && last > 0)
        {
            // Lines are whole: what was written can be used.
            throw new CommandException($"It was stopped after event {last}. Go on with: tandem events export --after {last}");
        }
    }
}

/// <summary><c>tandem events erase</c>: removes a person's data from the log without breaking the chain.</summary>
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
            Output.WriteJson(new JsonObject { ["accountId"] = accountId, ["events"] = events });
        else
            Console.WriteLine($"Addresses and programs erased from events of {named}: {events}.");
        return ExitCode.Succeeded;
    }
}
