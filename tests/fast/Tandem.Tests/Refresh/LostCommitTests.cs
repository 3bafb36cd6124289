using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh;

/// <summary>A failover or a restored backup takes back the last commits, any number up to the given, at any moment of any history.</summary>
public sealed class LostCommitTests
{
    [Theory]
    [InlineData(1, 2, 2, 1, 50, false)]
    [InlineData(5, 2, 2, 1, 50, false)]
    [InlineData(5, 2, 3, 2, 30, false)]
    [InlineData(5, 1, 2, 1, 60, true)]
    [InlineData(5, 1, 3, 2, 60, true)]
    public void One_tab_that_reloads_and_two_that_do_not_are_never_refused_after_the_last_commits_are_lost(
        int commits, int tabs, int leeway, int transit, int depth, bool hasty)
    {
        var settings = new JarSettings(leeway, 1, transit, depth) { Tabs = tabs, Hasty = hasty, LosableCommits = commits };

        var result = CookieJarExplorer.Explore(settings, Rules.Real(leeway));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
    }

    [Theory]
    [InlineData(5, 2, 1, 60, false)]
    [InlineData(5, 2, 1, 30, true)]
    [InlineData(5, 3, 2, 30, true)]
    public void One_tab_whose_access_tokens_are_seen_is_never_refused_after_the_last_commits_are_lost(
        int commits, int leeway, int transit, int depth, bool hasty)
    {
        var settings = new JarSettings(leeway, 1, transit, depth)
        {
            Tabs = 1,
            Hasty = hasty,
            Confirming = true,
            LosableCommits = commits,
        };

        var result = CookieJarExplorer.Explore(settings, Rules.Real(leeway));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
    }
}
