using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh.Promise;

/// <summary>
/// The other side of the promise: a thief who copied a token is found out. Moments of theft are all (row, jar) that honest histories lead to.
/// </summary>
public sealed class TheftTests
{
    private static readonly IRefreshRules Rules = new ProtocolRules(2);

    private static readonly IReadOnlySet<TheftMoment> Moments = MomentsOf("hasty");

    private static readonly IReadOnlySet<TheftMoment> MomentsAfterLosses = MomentsOf("hasty lost=2");

    [Fact]
    public void A_theft_is_dead_by_the_fifth_presentation()
    {
        Assert.Equal(13, Moments.Count);
        Assert.Equal((78, 5), TheftPlays.PlayAll(Moments, Rules));
        Assert.Equal((78, 7), TheftPlays.PlayAll(Moments, Rules, lostAnswers: 1));
    }

    [Fact]
    public void A_theft_is_dead_by_the_sixth_presentation_if_commits_are_lost()
    {
        Assert.Equal(52, MomentsAfterLosses.Count);
        Assert.Equal((614, 6), TheftPlays.PlayAll(MomentsAfterLosses, Rules, lostCommits: 2));
        Assert.Equal((614, 8), TheftPlays.PlayAll(MomentsAfterLosses, Rules, lostCommits: 2, lostAnswers: 1));
    }

    [Fact]
    public void A_thief_who_stops_before_the_owner_returns_is_found_out_if_a_refresh_token_was_handed_out()
    {
        Assert.Equal(new(Found: 39, Traceless: 0, Missed: 0), SmashAndGrab.PlayAll(Moments, Rules));
        Assert.Equal(new(Found: 137, Traceless: 19, Missed: 0), SmashAndGrab.PlayAll(MomentsAfterLosses, Rules));
    }

    // In the six the owner's every refresh falls within one leeway of the thief's.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_thief_who_presents_the_same_token_again_and_again_is_found_out_unless_in_lock_step_with_the_owner(bool tokensAreSeen) =>
        Assert.Equal(new(Games: 1_005, NeverFound: 6, Longest: 14), Poller.PlayAll(Rules, tokensAreSeen));

    private static IReadOnlySet<TheftMoment> MomentsOf(string settings) =>
        JarExplorer.Explore(new(settings), Rules, collectMoments: true).Moments;
}
