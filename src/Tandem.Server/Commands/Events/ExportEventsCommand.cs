using System.CommandLine;

using Tandem.SecurityEvents;

namespace Tandem.Server.Commands.Events;

/// <summary><c>tandem events export</c>: JSON lines, for a system apart from this one.</summary>
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
        await using var services = new CommandServices(parsed);
        await services.OpenAsync(cancellationToken);
        var query = await EventFilters.ReadAsync(parsed, services, cancellationToken) with { After = parsed.GetValue(After) };
        var events = services.Get<IEventStore>();
        while (await events.ReadAsync(query, Page, cancellationToken) is { Count: > 0 } records)
        {
            foreach (var record in records)
                EventOutput.WriteLine(record, json: true);
            query = query with { After = records[^1].Sequence };
        }

        return ExitCode.Succeeded;
    }
}
