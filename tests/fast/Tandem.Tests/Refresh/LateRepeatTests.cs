using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh;

/// <summary>
/// The newest candidate is repeated until things have settled. A repeat as late as that may reach the client after the answer to the
/// next rotation, and put the older token back while the newer one is seen in use.
/// </summary>
public sealed class LateRepeatTests
{
    [Theory]
    [InlineData(2, 60, true,
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tab0 gets 2 | tick | tick | tick | tab0 sends 2 | tab1 sends 2 | "
        + "server 2 -> Repeat 2 | tick | server 2 -> Rotate 3 | tab1 gets 3 | tab0 gets 2 | long | access token of 3 seen | "
        + "tab0 sends 2 | server 2 -> REUSE")]
    [InlineData(3, 30, false,
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tab0 gets 2 | tick | tick | tick | tab1 sends 2 | tab2 sends 2 | "
        + "server 2 -> Repeat 2 | tick | server 2 -> Rotate 3 | tab2 gets 3 | tab1 gets 2 | long | access token of 3 seen | "
        + "tab0 sends 2 | server 2 -> REUSE")]
    public void Known_limit_a_late_repeat_that_arrives_after_the_next_rotation_can_lead_to_a_refusal(
        int tabs, int depth, bool hasty, string history)
    {
        var settings = new JarSettings(2, 1, 1, depth) { Tabs = tabs, Hasty = hasty, Confirming = true };

        Assert.Equal(history, CookieJarExplorer.Explore(settings, Rules.Real(2)).Refusal);
    }

    [Theory]
    [InlineData(2, 1, 1, 200, 2, true)]
    [InlineData(2, 1, 1, 200, 2, false)]
    [InlineData(3, 1, 2, 60, 2, true)]
    [InlineData(3, 2, 1, 60, 2, true)]
    [InlineData(2, 1, 1, 30, 3, true)]
    [InlineData(2, 1, 1, 30, 3, false)]
    [InlineData(3, 2, 1, 20, 3, true)]
    [InlineData(3, 1, 2, 25, 3, false)]
    public void Repeating_within_one_leeway_only_refuses_nobody(
        int leeway, int clientTimeout, int transit, int depth, int tabs, bool hasty)
    {
        var settings = new JarSettings(leeway, clientTimeout, transit, depth) { Tabs = tabs, Hasty = hasty, Confirming = true };

        var result = CookieJarExplorer.Explore(settings, Rules.RepeatWithinLeeway(leeway));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
    }
}
