using System.CommandLine;
using System.Text.Json.Nodes;

using Tandem.SecurityEvents;
using Tandem.Server.CommandLine;

namespace Tandem.Server.SecurityEvents;

/// <summary><c>tandem events verify</c>.</summary>
internal static class VerifyEventsCommand
{
    private static readonly Option<string?> Head = CreateHead();

    public static Command Create()
    {
        var command = new Command("verify", "Check that no event was changed, removed, moved or inserted.") { Head, SharedOptions.Format };
        command.SetAction(VerifyAsync);
        return command;
    }

    private static async Task<int> VerifyAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption();
        await using var services = new CommandServices(parsed);
        await services.OpenToReadAsync(cancellationToken);
        var known = parsed.GetValue(Head) is { } head ? ChainLink.Parse(head) : null;
        var report = await CheckAsync(services, known, interruption.Token);
        if (parsed.IsJson())
            Output.WriteJson(Describe(report));
        else
            Write(report);
        return report.IsSound ? ExitCode.Succeeded : ExitCode.Failed;
    }

    private static JsonObject Describe(ChainReport report) => new()
    {
        ["ok"] = report.IsSound,
        ["checked"] = report.Checked,
        ["head"] = report.Head.ToString(),
        ["erased"] = report.Erased,
        ["faultCount"] = report.FaultCount,
        ["faults"] = Output.Array(report.Faults.Select(fault => new JsonObject
        {
            ["sequence"] = fault.Sequence,
            ["kind"] = Output.Name(fault.Kind),
            ["detail"] = fault.Detail,
        })),
    };

    private static void Write(ChainReport report)
    {
        foreach (var fault in report.Faults)
            Console.WriteLine(fault.Detail);
        if (report.FaultCount > report.Faults.Count)
            Console.WriteLine($"And {report.FaultCount - report.Faults.Count} more.");
        Console.WriteLine(report.IsSound
            ? $"The log is sound. Events checked: {report.Checked}; without personal fields, which were erased: {report.Erased}."
            : $"The log is broken. Events checked: {report.Checked}; faults: {report.FaultCount}.");
        Console.WriteLine($"Head: {report.Head}");
    }

    private static async Task<ChainReport> CheckAsync(CommandServices services, ChainLink? known, CancellationToken interrupted)
    {
        using var progress = new TerminalProgress(services.Get<TimeProvider>());
        var begun = (await services.Get<IEventStore>().FindChainAsync(interrupted))?.Anchor.Sequence ?? 0;
        progress.Begin("Checking the log", "events", begun);
        return await services.Get<EventLog>().VerifyAsync(known, progress.Report, interrupted);
    }

    private static Option<string?> CreateHead()
    {
        var option = new Option<string?>("--head") { Description = "The head that an earlier check showed, kept elsewhere", HelpName = "SEQ:LINK" };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => ChainLink.Parse(token.Value) is null))
                result.AddError($"--head: '{token.Value}' is no head. It is a number, a colon and {2 * ChainLink.Length} hexadecimal digits, as the check shows it.");
        });
        return option;
    }
}
