using System.CommandLine;

namespace Tandem.Server.Commands.Events;

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
