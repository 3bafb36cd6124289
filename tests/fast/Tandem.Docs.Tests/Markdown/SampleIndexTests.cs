namespace Tandem.Docs.Tests.Markdown;

public sealed class SampleIndexTests
{
    private static readonly string[] Signs = ["README.md", "package.json", "appsettings.json", "compose.yaml"];

    [Fact]
    public void Every_sample_is_in_the_index()
    {
        var index = MarkdownFile.Read("docs/samples.md").Links.ToHashSet();
        var samples = Signs.SelectMany(sign => CheckedInFiles.Below(Repository.PathOf("samples"), sign))
            .Select(path => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(path)!).Replace('\\', '/'))
            .ToHashSet();

        Assert.NotEmpty(samples);
        Findings.None(samples.Where(sample => !index.Contains($"../{sample}")));
    }
}
