using System.CommandLine;

namespace Tandem.Bench.Commands;

/// <summary>Options of the commands that put a server under load.</summary>
internal static class LoadOptions
{
    public static readonly Option<int> Clients = Positive("--clients", 64, "Connections; each sends its next request when it has the answer to the last");

    public static readonly Option<int> Seconds = Positive("--seconds", 10, "Length of a round");

    public static readonly Option<int> Rounds = Positive("--rounds", 3, "Rounds of each kind, in turn");

    public static readonly Option<int> WarmUp = Positive("--warm-up", 4, "Seconds of load before the first round, for the just-in-time compiler");

    public static readonly Option<string> Data = new("--data")
    {
        Description = "Where folders for databases are made and removed again; its disk is what durability costs on",
        DefaultValueFactory = _ => Path.Combine("artifacts", "bench"),
        HelpName = "DIR",
    };

    public static Option<int> Positive(string name, int value, string description)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
                result.AddError($"{name} must be at least 1.");
        });
        return option;
    }
}
