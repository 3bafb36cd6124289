using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh;

/// <summary>
/// Where tabs race around lost commits, their jar may end up with a generation that the row no longer expects. The histories are the
/// shortest there are; the rules beside them have none.
/// </summary>
public sealed class LostCommitLimitTests
{
    [Theory]
    [InlineData(1, 2, true,
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> Converge 2 | tick | "
        + "server 1 -> Recover 3 | database loses 1 commits | tab1 gets 3 | tab1 sends 3 | tab0 gets 2 | server 3 -> FastForward 4 | "
        + "long | tab0 sends 2 | server 2 -> REUSE")]
    [InlineData(2, 2, true,
        "tab0 sends 1 | server 1 -> Rotate 2 | long | tab0 sends 1 | tab1 sends 1 | server 1 -> Recover 3 | database loses 2 commits | "
        + "server 1 -> Rotate 2 | tab0 gets 3 | tab0 sends 3 | tab1 gets 2 | server 3 -> FastForward 4 | long | tab0 sends 2 | "
        + "server 2 -> REUSE")]
    [InlineData(2, 3, false,
        "tab0 sends 1 | server 1 -> Rotate 2 | long | tab0 sends 1 | tab1 sends 1 | server 1 -> Recover 3 | database loses 2 commits | "
        + "server 1 -> Rotate 2 | tab0 gets 3 | tab2 sends 3 | tab1 gets 2 | server 3 -> FastForward 4 | long | tab0 sends 2 | "
        + "server 2 -> REUSE")]
    public void Known_limit_a_jar_left_with_a_generation_that_a_fast_forward_passed_over_can_lead_to_a_refusal(
        int commits, int tabs, bool hasty, string history)
    {
        var settings = new JarSettings(2, 1, 1, 20) { Tabs = tabs, Hasty = hasty, LosableCommits = commits };

        Assert.Equal(history, CookieJarExplorer.Explore(settings, Rules.Real(2)).Refusal);
    }

    [Theory]
    [InlineData(1, 2, 2, 1, 50, true)]
    [InlineData(5, 2, 2, 1, 40, true)]
    [InlineData(5, 3, 2, 1, 20, true)]
    [InlineData(5, 3, 2, 1, 20, false)]
    [InlineData(5, 2, 3, 2, 30, true)]
    public void Recovering_every_generation_that_a_fast_forward_passed_over_refuses_nobody(
        int commits, int tabs, int leeway, int transit, int depth, bool hasty)
    {
        var settings = new JarSettings(leeway, 1, transit, depth) { Tabs = tabs, Hasty = hasty, LosableCommits = commits };

        var result = CookieJarExplorer.Explore(settings, Rules.RecoverPassedOver(Rules.Real(leeway)));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
    }

    [Fact]
    public void Known_limit_a_confirmation_after_a_fast_forward_can_lead_to_a_refusal()
    {
        var settings = new JarSettings(2, 1, 1, 30) { Hasty = true, Confirming = true, LosableCommits = 1 };

        Assert.Equal(
            "tab0 sends 1 | tab1 sends 1 | server 1 -> Rotate 2 | server 1 -> Converge 2 | database loses 1 commits | tab0 gets 2 | "
            + "tab0 sends 2 | server 2 -> FastForward 3 | tab0 gets 3 | tab1 gets 2 | long | access token of 3 seen | tab0 sends 2 | "
            + "server 2 -> REUSE",
            CookieJarExplorer.Explore(settings, Rules.Real(2)).Refusal);
    }

    [Fact]
    public void Known_limit_a_confirmation_by_an_access_token_from_before_the_loss_can_lead_to_a_refusal()
    {
        var settings = new JarSettings(2, 1, 1, 30) { Confirming = true, LosableCommits = 1 };

        Assert.Equal(
            "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> Converge 2 | tick | "
            + "server 1 -> Recover 3 | database loses 1 commits | tab1 gets 3 | tab0 gets 2 | long | tab0 sends 2 | server 2 -> Rotate 3 | "
            + "long | access token of 3 seen | tab0 sends 2 | server 2 -> REUSE",
            CookieJarExplorer.Explore(settings, Rules.Real(2)).Refusal);
    }

    [Theory]
    [InlineData(1, 50)]
    [InlineData(3, 30)]
    public void Confirming_by_later_access_tokens_only_refuses_neither_of_two_tabs_that_do_not_reload(int commits, int depth)
    {
        var settings = new JarSettings(2, 1, 1, depth) { Confirming = true, FreshSightingsOnly = true, LosableCommits = commits };

        var result = CookieJarExplorer.Explore(settings, Rules.Real(2));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
    }

    [Theory]
    [InlineData(1, 2, 30)]
    [InlineData(3, 2, 24)]
    [InlineData(2, 3, 17)]
    public void The_three_rules_without_known_limits_together_refuse_nobody(int commits, int tabs, int depth)
    {
        var settings = new JarSettings(2, 1, 1, depth)
        {
            Tabs = tabs,
            Hasty = true,
            Confirming = true,
            FreshSightingsOnly = true,
            LosableCommits = commits,
        };

        var result = CookieJarExplorer.Explore(settings, Rules.RecoverPassedOver(Rules.RepeatWithinLeeway(2)));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
    }
}
