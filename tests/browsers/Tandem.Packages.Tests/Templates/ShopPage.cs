using Tandem.Packages.Tests.Walks;

namespace Tandem.Packages.Tests.Templates;

/// <summary>What the page of ASP.NET Core applications has one do with an application that exists.</summary>
internal static class ShopPage
{
    private static readonly IReadOnlyList<DocumentBlock> Blocks = DocumentBlock.Of(Shop.Page);

    /// <summary>The commands that name the source of the packages.</summary>
    public static string AddSource { get; } = Blocks[0].Text;

    /// <summary>The lines that add the packages.</summary>
    public static string AddPackages { get; } = string.Concat(Blocks.SelectMany(block => block.Commands).Where(command => command.StartsWith("dotnet add package ", StringComparison.Ordinal)));

    /// <summary>The command that runs the application.</summary>
    public static DocumentBlock Run { get; } = Blocks.Single(block => block.Name == "run");

    /// <summary>The program, whole.</summary>
    public static string Program { get; } = Blocks.Single(block => block.Name == "Program.cs").Text;

    /// <summary>A template's program with the page's lines: usings at the top, services before it is built, the rest after.</summary>
    public static string AddTo(string program)
    {
        var page = Program.Split('\n').ToList();
        var build = page.FindIndex(IsBuild);
        var lines = program.ReplaceLineEndings("\n").Split('\n').ToList();
        lines.InsertRange(lines.FindIndex(IsBuild) + 1, page[build..].Where(line => line.StartsWith("app.", StringComparison.Ordinal) && line.Contains("Tandem", StringComparison.Ordinal)));
        lines.InsertRange(lines.FindIndex(IsBuild), page[..build].Where(line => line.StartsWith("builder.", StringComparison.Ordinal)));
        lines.InsertRange(0, page.Where(line => line.StartsWith("using ", StringComparison.Ordinal)));
        return string.Join('\n', lines);
    }

    private static bool IsBuild(string line) => line.StartsWith("var app = builder.Build()", StringComparison.Ordinal);
}
