using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh.Promise;

/// <summary>A failover or a restored backup takes back the last commits, any number up to the given, at any moment of any history.</summary>
public sealed class LostCommitTests
{
    [Theory]
    [InlineData("confirm lost=1", 10_255)]
    [InlineData("confirm lost=5", 322_889)]
    [InlineData("hasty confirm reload lost=1", 1_107_242)]
    [InlineData("hasty confirm lost=2 losses=2", 1_828_966)]
    [InlineData("tabs=3 hasty confirm lost=2", 1_326_077)]
    public void Tabs_that_share_a_jar_are_never_refused_after_the_last_commits_are_lost(string settings, int states) =>
        JarExplorer.AssertNobodyIsRefused(settings, states);
}
