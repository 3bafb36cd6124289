using System.CommandLine;

using Tandem.SecurityEvents;
using Tandem.Server.CommandLine;

namespace Tandem.Server.SecurityEvents;

/// <summary><c>tandem events tail</c>.</summary>
internal static class TailEventsCommand
{
    private const int Page = 500;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly Option<bool> Follow = new("--follow") { Description = "Go on with each new event until Ctrl+C or SIGTERM" };
    private static readonly Option<int> Lines = CreateLines();

    public static Command Create()
    {
        var command = new Command("tail", "Show the last events, and those to come.") { Follow, Lines, SharedOptions.Format };
        EventFilters.AddTo(command);
        command.SetAction(TailAsync);
        return command;
    }

    private static async Task<int> TailAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        await using var services = new CommandServices(parsed);
        await services.OpenToReadAsync(cancellationToken);
        var query = await EventFilters.ReadAsync(parsed, services, cancellationToken);
        var events = services.Get<IEventStore>();

        var end = (await events.FindChainAsync(cancellationToken))?.LastSequence ?? 0;
        var last = await events.ReadLastAsync(query, parsed.GetValue(Lines), cancellationToken);
        Write(last, parsed);
        if (parsed.GetValue(Follow))
            await FollowAsync(events, query with { After = Math.Max(end, last.Count > 0 ? last[^1].Sequence : 0) }, parsed, interruption.Token);
        return ExitCode.Succeeded;
    }

    private static async Task FollowAsync(IEventStore events, EventQuery query, ParseResult parsed, CancellationToken interrupted)
    {
        try
        {
            while (!interrupted.IsCancellationRequested)
            {
                var next = await events.ReadAsync(query, Page, interrupted);
                Write(next, parsed);
                if (next.Count == 0)
                    await Task.Delay(BetweenLooks, interrupted);
                else
                    query = query with { After = next[^1].Sequence };
            }
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            // That is how it ends.
        }
    }

    private static void Write(IReadOnlyList<EventRecord> records, ParseResult parsed)
    {
        foreach (var record in records)
            EventOutput.WriteLine(record, parsed.IsJson());
    }

    private static Option<int> CreateLines()
    {
        var option = new Option<int>("--lines") { Description = "How many of the last events", HelpName = "N", DefaultValueFactory = _ => 10 };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > 100_000)
                result.AddError("--lines is from 0 to 100000.");
        });
        return option;
    }
}
