using System.CommandLine;

using Tandem.AspNetCore;
using Tandem.Server.CommandLine;
using Tandem.Server.Doctor;

namespace Tandem.Server.Explanations;

/// <summary><c>tandem explain</c>: what a code of a response, a log or the doctor means, and what to do; without a network.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string?> Code = new("code")
    {
        Description = "The code, as a response, a log or the doctor says it; all of them without it",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "CODE",
    };

    public static Command Create()
    {
        var command = new Command("explain", "Say what an error code or a finding of the doctor means, and what to do.") { Code };
        command.SetAction(parsed => parsed.GetValue(Code) is { } code ? Explain(code) : List());
        return command;
    }

    private static int List()
    {
        foreach (var code in Known())
            Console.WriteLine(code);
        return ExitCode.Succeeded;
    }

    private static int Explain(string code)
    {
        var error = TandemRooms.ErrorCodes.FirstOrDefault(known => known.Code == code);
        var place = DoctorGuide.Places.GetValueOrDefault(code);
        if (error is null && place is null)
        {
            var near = BadArguments.Nearest(Known(), code);
            Console.Error.WriteLine($"'{PlainText.Escape(code)}' is no code of Tandem's. {(near is null ? "tandem explain lists them." : $"Did you mean {near}?")}");
            return ExitCode.BadArguments;
        }

        var style = ConsoleStyle.Detect();
        if (error is not null)
        {
            Console.WriteLine($"{error.Code}: {error.Title} (HTTP {error.Status})");
            Write("  Cause    ", error.Cause);
            Write("  Cure     ", error.Cure);
        }

        if (place is not null)
        {
            Console.WriteLine(place.Id);
            foreach (var (word, text) in place.Lines)
                Write($"  {word,-8} ", text);
        }

        return ExitCode.Succeeded;

        void Write(string heading, string text)
        {
            foreach (var line in style.Wrap(heading, text))
                Console.WriteLine(line);
        }
    }

    private static IEnumerable<string> Known() =>
        TandemRooms.ErrorCodes.Select(error => error.Code).Concat(DoctorGuide.Places.Keys).Distinct().Order(StringComparer.Ordinal);
}
