namespace Tandem.Docs.Tests.Markdown;

public sealed class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file_and_to_a_heading_in_it()
    {
        var files = MarkdownFile.All();

        var broken = from file in files
                     from link in file.Links
                     where !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)
                     let fault = Fault(file, link)
                     where fault is not null
                     select $"{file.Name}: {link}: {fault}";

        Findings.None(broken);
    }

    [Theory]
    [InlineData("# One thing", "one-thing")]
    [InlineData("## `POST /api/auth/login`", "post-apiauthlogin")]
    [InlineData("### What a thief can, and cannot, do", "what-a-thief-can-and-cannot-do")]
    [InlineData("### `refresh_token_reused`", "refresh_token_reused")]
    public void A_heading_is_reached_as_GitHub_names_it(string heading, string anchor)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("page.md", $"{heading}\n\n{heading}\n");

        Assert.Equal([anchor, $"{anchor}-1"], MarkdownFile.Read(file).Anchors);
    }

    private static string? Fault(MarkdownFile from, string link)
    {
        var parts = link.Split('#', 2);
        var target = parts[0].Length == 0 ? from.Name : Path.GetRelativePath(
            Repository.Root, Path.Combine(Path.GetDirectoryName(Repository.PathOf(from.Name))!, parts[0]));
        var path = Repository.PathOf(target);
        if (!File.Exists(path) && !Directory.Exists(path))
            return "there is no such file";
        return parts.Length == 1 || MarkdownFile.Read(target).Anchors.Contains(parts[1]) ? null : "there is no such heading";
    }
}
