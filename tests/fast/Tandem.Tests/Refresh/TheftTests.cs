using Tandem.Refresh;
using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh;

/// <summary>The other side of the promise: a thief who copied a token is found out.</summary>
public sealed class TheftTests
{
    [Theory]
    [InlineData(0, 1_691)]
    [InlineData(1, 1_955)]
    [InlineData(2, 1_919)]
    [InlineData(3, 1_882)]
    [InlineData(4, 1_694)]
    [InlineData(5, 1_168)]
    public void Every_theft_is_dead_by_the_fifth_presentation_even_if_commits_are_lost(int lostCommits, int plays)
    {
        var result = TheftScenarios.PlayAll(3, Rules.Real(3), lostCommits);

        Assert.Equal(plays, result.Plays);
        Assert.Equal(0, result.NeverDetected);
        Assert.Equal(5, result.Worst.Count);
    }

    [Theory]
    [InlineData(0, 1_691)]
    [InlineData(1, 2_139)]
    [InlineData(2, 2_551)]
    [InlineData(3, 2_740)]
    [InlineData(4, 2_620)]
    [InlineData(5, 1_840)]
    public void The_rules_without_the_known_limits_find_every_theft_as_early(int lostCommits, int plays)
    {
        var result = TheftScenarios.PlayAll(3, Rules.RecoverPassedOver(Rules.RepeatWithinLeeway(3)), lostCommits);

        Assert.Equal(plays, result.Plays);
        Assert.Equal(0, result.NeverDetected);
        Assert.Equal(5, result.Worst.Count);
    }

    [Fact]
    public void A_thief_who_uses_one_token_while_the_owner_is_away_and_stops_is_found_out_when_the_owner_returns()
    {
        foreach (var start in TheftScenarios.Starts(3, Rules.Real(3)))
        {
            var (stolen, laterStill) = WhileTheOwnerIsAway(start);
            var seen = stolen.Next with { Confirmed = stolen.Generation };

            Assert.Equal(RotationOutcome.Reuse, Rules.Real(3)(seen, start.Jar, laterStill).Outcome);
        }
    }

    [Fact]
    public void A_thief_whose_access_token_was_never_seen_late_cannot_be_told_from_a_lost_answer()
    {
        foreach (var start in TheftScenarios.Starts(3, Rules.Real(3)))
        {
            var (stolen, laterStill) = WhileTheOwnerIsAway(start);

            Assert.Equal(RotationOutcome.Recover, Rules.Real(3)(stolen.Next, start.Jar, laterStill).Outcome);
        }
    }

    private static (RotationDecision Stolen, DateTimeOffset LaterStill) WhileTheOwnerIsAway(TheftStart start)
    {
        var later = ModelClock.At(start.Now + 7);
        var stolen = Rules.Real(3)(start.Row, start.Jar, later);
        Assert.True(stolen.Outcome is RotationOutcome.Rotate or RotationOutcome.Recover);
        return (stolen, later.AddDays(3));
    }
}
