using System.Text;

namespace Tandem.Packages.Tests.Readme;

/// <summary>The README's blocks as two shell scripts: up to the line that runs the application, and after it.</summary>
/// <param name="Before">Makes the application and its first user.</param>
/// <param name="Run">Runs the application.</param>
/// <param name="After">Uses it.</param>
internal sealed record ReadmeScripts(string Before, string Run, string After)
{
    private const string RunCommand = "dotnet run ";

    public static ReadmeScripts Of(IReadOnlyList<ReadmeBlock> blocks)
    {
        var script = new StringBuilder();
        foreach (var block in blocks)
            script.Append(block.Name == "shell" ? block.Text : $"cat > {block.Name} <<'END OF FILE'\n{block.Text}END OF FILE\n");

        var lines = script.ToString().TrimEnd().Split('\n').ToList();
        var run = Assert.Single(lines, line => line.StartsWith(RunCommand, StringComparison.Ordinal));
        var at = lines.IndexOf(run);
        return new(string.Join('\n', lines[..at]), run, string.Join('\n', lines[(at + 1)..]));
    }
}
