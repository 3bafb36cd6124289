using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh.Promise;

/// <summary>What takes minutes and gigabytes: <c>docs/refresh-model.md</c> has the command.</summary>
public sealed class LargeModelTests
{
    [Theory(Explicit = true)]
    [InlineData("tabs=3 hasty confirm reload lost=1", 7_896_370)]
    [InlineData("hasty confirm reload lost=3", 8_064_261)]
    [InlineData("hasty confirm reload lost=2 L=3 D=2", 12_563_782)]
    [InlineData("tabs=3 hasty confirm reload lost=3", 65_885_724)]
    public void Tabs_that_share_a_jar_are_never_refused(string settings, int states) => JarExplorer.AssertNobodyIsRefused(settings, states);
}
