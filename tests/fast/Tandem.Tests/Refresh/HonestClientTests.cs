using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh;

/// <summary>
/// The honest side of the promise. The expected numbers of states come from an independent implementation of the same exploration in
/// another language: equal numbers say that both explored the same histories.
/// </summary>
public sealed class HonestClientTests
{
    [Theory]
    [InlineData(2, 1, 1, 400, 2, true, 184_153)]
    [InlineData(2, 1, 1, 400, 2, false, 76_666)]
    [InlineData(2, 1, 1, 30, 3, true, 66_618)]
    [InlineData(2, 1, 1, 30, 3, false, 28_696)]
    [InlineData(3, 1, 2, 60, 2, true, 73_088)]
    [InlineData(3, 1, 2, 60, 2, false, 28_958)]
    [InlineData(3, 1, 2, 30, 3, true, 295_700)]
    [InlineData(3, 2, 1, 60, 2, true, 39_719)]
    [InlineData(4, 2, 2, 60, 2, true, 65_467)]
    public void Tabs_that_share_a_jar_are_never_refused(
        int leeway, int clientTimeout, int transit, int depth, int tabs, bool hasty, int states)
    {
        var settings = new JarSettings(leeway, clientTimeout, transit, depth) { Tabs = tabs, Hasty = hasty };

        var result = CookieJarExplorer.Explore(settings, Rules.Real(leeway));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
        Assert.Equal(states, result.States);
    }

    // Here an access token of the latest generation, seen late, ends the recovery of its predecessor.
    [Theory]
    [InlineData(2, 1, 1, 200, 1, true)]
    [InlineData(3, 1, 2, 200, 1, true)]
    [InlineData(2, 1, 1, 200, 2, false)]
    [InlineData(3, 1, 2, 60, 2, false)]
    [InlineData(3, 2, 1, 60, 2, false)]
    [InlineData(4, 2, 2, 60, 2, false)]
    public void One_tab_that_reloads_and_two_that_do_not_are_never_refused_when_their_access_tokens_are_seen(
        int leeway, int clientTimeout, int transit, int depth, int tabs, bool hasty)
    {
        var settings = new JarSettings(leeway, clientTimeout, transit, depth) { Tabs = tabs, Hasty = hasty, Confirming = true };

        var result = CookieJarExplorer.Explore(settings, Rules.Real(leeway));

        Assert.Null(result.Refusal);
        Assert.Equal(depth, result.Deepest);
    }

    [Fact]
    public void The_decision_is_the_protocol_written_down_a_second_time()
    {
        var real = Rules.Real(3);
        var written = Rules.Written(leeway: 3, settlingTime: 6, repeatTime: 6);

        var result = CookieJarExplorer.Explore(new(3, 1, 2, 60) { Hasty = true }, (row, generation, now) =>
        {
            var decision = real(row, generation, now);
            Assert.Equal(written(row, generation, now), decision);
            return decision;
        });

        Assert.Null(result.Refusal);
    }
}
