namespace Tandem.Windows.Tests.Measurements;

public sealed class MeasurementPageTests
{
    [Fact]
    public async Task The_page_says_what_the_tests_are()
    {
        var (page, should) = await MeasurementPage.CompareAsync();
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE") != "1")
            Assert.Equal(should, page.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("not measured |", page, StringComparison.Ordinal);
    }
}
