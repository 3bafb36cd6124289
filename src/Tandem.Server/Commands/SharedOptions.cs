using System.CommandLine;

namespace Tandem.Server.Commands;

/// <summary>Options that several commands have.</summary>
internal static class SharedOptions
{
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "Folder of the database and the master key (default: Tandem:DataFolder, else ./tandem-data)",
        HelpName = "DIR",
        Recursive = true,
    };

    public static Option<string> Format { get; } = Choice();

    public static bool IsJson(this ParseResult parsed) => parsed.GetValue(Format) == "json";

    private static Option<string> Choice()
    {
        var option = new Option<string>("--format") { Description = "Form of the output", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }
}
