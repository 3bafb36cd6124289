namespace Tandem.Tabs.Tests.Measurements;

public sealed class MeasurementPageTests
{
    [Fact]
    public async Task The_page_says_what_the_tests_are()
    {
        // The other tests write it.
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1")
            return;

        var (page, should) = await MeasurementPage.CompareAsync();
        Assert.Equal(should, page.ReplaceLineEndings("\n"));
        // The long sleep, in all engines but one.
        Assert.Equal(2, page.Split(MeasurementPage.Unmeasured).Length - 1);
    }
}
