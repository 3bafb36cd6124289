using System.CommandLine;

using Tandem.SecurityEvents;

namespace Tandem.Server.Commands.Events;

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
        await services.OpenAsync(cancellationToken);
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
