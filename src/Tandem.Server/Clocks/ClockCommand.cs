using System.CommandLine;

using Tandem.AspNetCore.Hosting;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Clocks;

/// <summary><c>tandem clock accept</c>: the clock is right, and it was a long pause.</summary>
internal static class ClockCommand
{
    public static Command Create()
    {
        var accept = new Command("accept", "Say that the clock is right, after a start at which it would have ended every session.");
        accept.SetAction(AcceptAsync);
        return new Command("clock", "The installation's clock.") { accept };
    }

    private static async Task<int> AcceptAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var services = new CommandServices(parsed);
        await services.OpenAsync(cancellationToken);
        Console.WriteLine(await services.Get<ClockDoubts>().AcceptAsync(cancellationToken)
            ? "The clock is trusted: sessions that were unused for their idle lifetime are over. A running server follows within seconds."
            : "The clock is not in doubt.");
        return ExitCode.Succeeded;
    }
}
