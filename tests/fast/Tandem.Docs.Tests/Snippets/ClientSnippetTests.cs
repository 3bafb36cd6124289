using Tandem.Docs.Tests.Markdown;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>Code of the client guides is whole files: of the samples, or of <c>tests/snippets</c>, which is compiled with the packed packages' types.
/// What is marked <c>outside</c> a walk writes and runs.</summary>
public sealed class ClientSnippetTests
{
    private const string Folder = "tests/snippets";
    private static readonly string[] Sources = ["*.ts", "*.tsx", "*.js"];
    private static readonly string[] Code = ["ts", "tsx", "js", "vue", "svelte", "html"];

    [Fact]
    public void Every_block_of_code_in_the_client_guides_is_a_file()
    {
        var unproved = Guides().SelectMany(guide => guide.Blocks)
            .Where(block => Code.Contains(block.Language) && block.Shown is null && !block.Marker.StartsWith("outside:", StringComparison.Ordinal));

        Findings.None(unproved.Select(block => block.Place));
    }

    [Fact]
    public void Every_snippet_is_shown()
    {
        var shown = MarkdownFile.All().SelectMany(file => file.Blocks).Select(block => block.Shown).ToHashSet();

        Findings.None(Sources.SelectMany(pattern => CheckedInFiles.Below(Repository.PathOf(Folder), pattern))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(file => !file.StartsWith($"{Folder}/stubs/", StringComparison.Ordinal) && !shown.Contains(file))
            .Select(file => $"{file} is shown on no page"));
    }

    private static IEnumerable<MarkdownFile> Guides() => MarkdownFile.All().Where(file => file.Name.StartsWith("docs/guides/clients/", StringComparison.Ordinal));
}
