namespace Tandem.Packages.Tests.Walks;

/// <summary>The pages of the three doors are short, and the first page shows what they show.</summary>
public sealed class DocumentTests
{
    private const int Enough = 12;

    [Theory]
    [InlineData(Shop.Page)]
    [InlineData(ServerTests.Page)]
    public void The_first_success_comes_within_12_commands(string page)
    {
        var commands = DocumentBlock.Of(page).SelectMany(block => block.Commands).ToList();
        var success = commands.FindIndex(command => command.Contains("Authorization: Bearer", StringComparison.Ordinal)) + 1;

        Assert.InRange(success, 1, Enough);
    }

    [Theory]
    [InlineData("docs/start/client.md")]
    [InlineData(ReactTests.Page)]
    [InlineData(ServerRenderedTests.Page)]
    public void The_page_is_there_within_12_commands(string page) =>
        Assert.InRange(DocumentBlock.Of(page).SelectMany(block => block.Commands).Count(), 1, Enough);

    [Theory]
    [InlineData(ResourceServerTests.Page)]
    [InlineData(NginxTests.Page)]
    public void The_first_success_comes_within_12_commands_after_the_server_runs(string page)
    {
        var commands = DocumentBlock.Of(ServerTests.Page, before: ServerTests.BackEnd).Concat(DocumentBlock.Of(page)).SelectMany(block => block.Commands).ToList();
        var success = commands.FindIndex(command => command.Contains("Authorization: Bearer", StringComparison.Ordinal)) + 1;

        Assert.InRange(success, 1, Enough);
    }

    [Fact]
    public void The_first_page_shows_the_program_that_the_walk_makes()
    {
        var shown = Assert.Single(DocumentBlock.Of("README.md"));
        Assert.Contains(shown, DocumentBlock.Of(Shop.Page));
    }
}
