using Tandem.Packages.Tests.Readme;

namespace Tandem.Packages.Tests.Templates;

/// <summary>What the README's <c>Program.cs</c> adds to that of a template, and where.</summary>
internal static class ReadmeProgram
{
    /// <summary>The lines that add the packages.</summary>
    public static string AddPackages { get; } = string.Join('\n', ReadmeBlock.All().SelectMany(block => block.Text.Split('\n'))
        .Where(line => line.StartsWith("dotnet add package ", StringComparison.Ordinal)));

    /// <summary>A template's program with the README's lines: usings at the top, services before it is built, the rest after.</summary>
    public static string AddTo(string program)
    {
        var readme = ReadmeBlock.All().Single(block => block.Name == "Program.cs").Text.Split('\n').ToList();
        var build = readme.FindIndex(IsBuild);
        var lines = program.ReplaceLineEndings("\n").Split('\n').ToList();
        lines.InsertRange(lines.FindIndex(IsBuild) + 1, readme[build..].Where(line => line.StartsWith("app.", StringComparison.Ordinal) && line.Contains("Tandem", StringComparison.Ordinal)));
        lines.InsertRange(lines.FindIndex(IsBuild), readme[..build].Where(line => line.StartsWith("builder.", StringComparison.Ordinal)));
        lines.InsertRange(0, readme.Where(line => line.StartsWith("using ", StringComparison.Ordinal)));
        return string.Join('\n', lines);
    }

    private static bool IsBuild(string line) => line.StartsWith("var app = builder.Build()", StringComparison.Ordinal);
}
