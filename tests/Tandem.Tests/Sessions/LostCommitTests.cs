using Tandem.Tests.Sessions.Model;

namespace Tandem.Tests.Sessions;

/// <summary>A failover or a restored backup takes back the last commits, at any moment of any history.</summary>
public sealed class LostCommitTests
{
    [Theory]
    [InlineData(1, 2, 2, 1, 50)]
    [InlineData(2, 2, 2, 1, 50)]
    [InlineData(3, 2, 2, 1, 50)]
    [InlineData(4, 2, 2, 1, 50)]
    [InlineData(5, 2, 2, 1, 50)]
    [InlineData(2, 3, 2, 1, 20)]
    [InlineData(5, 3, 2, 1, 20)]
    [InlineData(5, 2, 3, 2, 30)]
    public void Tabs_are_never_refused_after_the_last_commits_are_lost(int commits, int tabs, int leeway, int transit, int depth)
    {
        var settings = new JarSettings(leeway, 1, transit, depth) { Tabs = tabs, Hasty = true, LosableCommits = commits };

        var result = CookieJarExplorer.Explore(settings, Rules.Real(leeway));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
    }

    [Theory]
    [InlineData(1, 2, 30)]
    [InlineData(3, 2, 24)]
    [InlineData(2, 3, 17)]
    public void Tabs_whose_access_tokens_are_seen_are_never_refused_after_the_last_commits_are_lost(int commits, int tabs, int depth)
    {
        var settings = new JarSettings(2, 1, 1, depth) { Tabs = tabs, Hasty = true, Confirming = true, LosableCommits = commits };

        var result = CookieJarExplorer.Explore(settings, Rules.Real(2));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
    }

    [Fact]
    public void Recovering_only_the_newest_generation_of_a_fast_forward_refuses_a_tab_whose_answer_was_overtaken()
    {
        var result = CookieJarExplorer.Explore(new(2, 1, 1, 30) { Hasty = true, LosableCommits = 1 }, Rules.ForgetPassedOver(2));

        Assert.Equal(
            "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> Converge 2 | tick | "
            + "server 1 -> Recover 3 | database loses 1 commits | tab1 gets 3 | tab1 sends 3 | tab0 gets 2 | server 3 -> FastForward 4 | "
            + "long | tab0 sends 2 | server 2 -> REUSE",
            result.Refusal);
    }

    [Fact]
    public void Trusting_a_confirmation_after_a_fast_forward_refuses_a_tab_whose_answer_was_overtaken()
    {
        var settings = new JarSettings(2, 1, 1, 30) { Hasty = true, Confirming = true, LosableCommits = 1 };

        var result = CookieJarExplorer.Explore(settings, Rules.TrustConfirmationAfterLoss(2));

        Assert.Equal(
            "tab0 sends 1 | tab1 sends 1 | server 1 -> Rotate 2 | server 1 -> Converge 2 | database loses 1 commits | tab0 gets 2 | "
            + "tab0 sends 2 | server 2 -> FastForward 3 | tab0 gets 3 | tab1 gets 2 | long | access token of 3 seen | tab0 sends 2 | "
            + "server 2 -> REUSE",
            result.Refusal);
    }

    // Hence a confirmation must not be written to a row that was rotated after the access token was made.
    [Fact]
    public void Confirming_by_an_access_token_from_before_the_loss_refuses_a_tab_whose_answer_was_lost()
    {
        var settings = new JarSettings(2, 1, 1, 30) { Confirming = true, StaleSightings = true, LosableCommits = 1 };

        var result = CookieJarExplorer.Explore(settings, Rules.Real(2));

        Assert.Equal(
            "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> Converge 2 | tick | "
            + "server 1 -> Recover 3 | database loses 1 commits | tab1 gets 3 | tab0 gets 2 | long | tab0 sends 2 | server 2 -> Rotate 3 | "
            + "long | access token of 3 seen | tab0 sends 2 | server 2 -> REUSE",
            result.Refusal);
    }
}
