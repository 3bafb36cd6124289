using Tandem.Tests.Refresh.Model;

using static Tandem.Tests.Refresh.Model.DraftRules;

namespace Tandem.Tests.Refresh.Promise;

/// <summary>Drafts that refuse no honest client, or not only, but let a thief go on.</summary>
public sealed class RefutedDraftTheftTests
{
    private static readonly DraftRules Written = new(Leeway: 2);

    [Fact]
    public void Generations_that_a_fast_forward_passed_over_recover()
    {
        var keep = Written with
        {
            Forward = Forwarding.AcceptKeeping,
            PassedOverRecover = true,
            Confirm = Confirming.NewestOnly,
            UsesTokenAge = false,
        };

        Assert.Equal(new(Found: 104, Traceless: 0, Missed: 16), SmashAndGrab.PlayAll(Moments(keep, "hasty lost=2"), keep));
    }

    // Unchanged, six are never found.
    [Fact]
    public void Only_the_newest_candidate_can_be_confirmed() => Assert.Equal(
        new(Games: 1_005, NeverFound: 504, Longest: 22),
        Poller.PlayAll(Written with { Confirm = Confirming.NewestOnly }, tokensAreSeen: true));

    [Fact]
    public void Presenting_does_not_confirm() => Assert.Equal(
        new(Games: 1_005, NeverFound: 502, Longest: 22), Poller.PlayAll(Written with { UsesTokenAge = false }, tokensAreSeen: true));

    [Fact]
    public void Nothing_is_confirmed()
    {
        var nothing = Written with { Confirm = Confirming.Nothing };

        Assert.Equal(new(Found: 26, Traceless: 0, Missed: 13), SmashAndGrab.PlayAll(Moments(nothing, "hasty"), nothing));
    }

    [Fact]
    public void The_token_used_last_converges_without_a_time_limit() => NeverFinds(Written with { ConvergingTime = int.MaxValue });

    [Fact]
    public void A_rotation_leaves_newer_candidates_alive() => NeverFinds(Written with { OthersLive = true });

    private static void NeverFinds(DraftRules draft) =>
        Assert.Equal(TheftPlays.Endless, TheftPlays.PlayAll(Moments(draft, "hasty"), draft).Longest);

    private static IReadOnlySet<TheftMoment> Moments(DraftRules draft, string settings) =>
        JarExplorer.Explore(new(settings), draft, collectMoments: true).Moments;
}
