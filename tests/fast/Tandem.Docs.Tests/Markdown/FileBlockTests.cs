namespace Tandem.Docs.Tests.Markdown;

/// <summary>A block marked <c>file: PATH</c> is that file: what a reader pastes is what the tests run.</summary>
public sealed class FileBlockTests
{
    [Fact]
    public void A_block_that_shows_a_file_is_the_file()
    {
        var shown = MarkdownFile.All().SelectMany(file => file.Blocks).Where(block => block.Shown is not null).ToList();

        Assert.NotEmpty(shown);
        Findings.None(shown
            .Where(block => File.ReadAllText(Repository.PathOf(block.Shown!)).TrimEnd('\n') != block.Text)
            .Select(block => $"{block.Place} differs from {block.Shown}"));
    }

    [Fact]
    public void Every_site_of_the_deployments_is_shown()
    {
        var shown = MarkdownFile.All().SelectMany(file => file.Blocks).Select(block => block.Shown).ToHashSet();

        Findings.None(Directory.EnumerateDirectories(Repository.PathOf("samples", "deployments"))
            .Select(folder => $"samples/deployments/{Path.GetFileName(folder)}")
            .Where(folder => File.Exists(Repository.PathOf(folder, "appsettings.json")))
            .SelectMany(folder => new[] { $"{folder}/nginx.conf", $"{folder}/appsettings.json" })
            .Where(file => !shown.Contains(file)));
    }
}
