using Tandem.Refresh;
using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh;

/// <summary>The explorer is worth something because it finds what is wrong with decisions that look right.</summary>
public sealed class RefutedDraftTests
{
    [Fact]
    public void Accepting_only_the_newest_candidate_refuses_a_tab_whose_answer_was_overtaken()
    {
        var result = CookieJarExplorer.Explore(new(3, 1, 2, 30), Rules.OnlyLatest(3));

        Assert.Equal(
            "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | tick | tab1 sends 1 | server 1 -> Converge 2 | tick | "
            + "server 1 -> Recover 3 | tab1 gets 2 | tab0 sends 2 | server 2 -> REUSE",
            result.Refusal);
        Assert.Equal(1_212, result.States);
    }

    [Fact]
    public void Answering_an_older_candidate_with_the_newest_refuses_a_tab_that_reloads()
    {
        var result = CookieJarExplorer.Explore(new(3, 1, 2, 60) { Hasty = true }, Rules.AnswerNewest(3));

        Assert.Equal(
            "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> Converge 2 | tick | "
            + "server 1 -> Recover 3 | tab0 gets 2 | tick | tick | tick | tick | tick | tick | tab0 sends 2 | tab1 sends 2 | "
            + "server 2 -> Repeat 3 | tick | server 2 -> Rotate 4 | tab0 gets 3 | tab0 sends 3 | server 3 -> REUSE",
            result.Refusal);
        Assert.Equal(13_225, result.States);
    }

    [Fact]
    public void Settling_for_one_leeway_refuses_a_request_that_was_under_way()
    {
        var result = CookieJarExplorer.Explore(new(3, 1, 2, 60) { Hasty = true, SettlingTime = 3 }, Rules.SettleOneLeeway(3));

        Assert.Equal(
            "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> Converge 2 | tick | "
            + "tab0 gets 2 | tab0 sends 2 | server 2 -> Rotate 3 | server 1 -> REUSE",
            result.Refusal);
        Assert.Equal(1_551, result.States);
    }

    [Fact]
    public void A_leeway_shorter_than_the_clients_patience_and_the_transit_together_refuses_a_late_request()
    {
        var result = CookieJarExplorer.Explore(new(2, 1, 2, 60) { Hasty = true }, Rules.Real(2));

        Assert.Equal(RotationOutcome.Reuse, result.CounterExample?[^1].Outcome);
    }

    [Fact]
    public void Converging_without_a_time_limit_never_finds_a_thief_in_lock_step()
    {
        Assert.NotEqual(0, TheftScenarios.PlayAll(3, Rules.ConvergeForever(3)).NeverDetected);
    }
}
