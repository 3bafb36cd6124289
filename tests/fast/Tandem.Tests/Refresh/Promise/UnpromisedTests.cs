using Tandem.Refresh;
using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh.Promise;

/// <summary>
/// What is not promised, shown to happen, so that nobody believes more. <c>docs/concepts.md</c> lists it with the cure where there is one.
/// </summary>
public sealed class UnpromisedTests
{
    private static readonly ProtocolRules Rules = new(2);

    // The cure: with a lock one refresh at a time is under way, and nobody is refused (HonestClientTests, "tabs=1 sleep").
    [Fact]
    public void A_machine_that_goes_to_sleep_while_two_tabs_refresh_without_a_lock_is_refused() => Refuses(
        "confirm sleep",
        "tab0 sends 1 | server 1 -> Rotate 2 | sleep | tab1 sends 1 | tab0 gets 2 | access token of 2 seen | server 1 -> REUSE");

    [Fact]
    public void A_browser_that_is_killed_before_it_has_written_a_cookie_that_it_presented_already_is_refused() => Refuses(
        "hasty confirm crash L=3 D=2 flush=1",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab0 gets 2 | tick | "
        + "tab0 sends 2 | browser crashes, jar is 1 | tick | tick | tab0 sends 1 | server 2 -> Rotate 3 | server 1 -> REUSE");

    [Fact]
    public void Settling_three_leeways_would_cover_the_killed_browser()
    {
        var found = JarExplorer.Explore(
            new("hasty confirm reload crash L=3 D=2 flush=1"), new DraftRules(Leeway: 3) { SettlingTime = 9 });

        Assert.Null(found.Refusal);
        Assert.True(found.IsComplete);
        Assert.Equal(2_008_590, found.States);
    }

    // The first by its way, the second by the clocks of two nodes.
    [Theory]
    [InlineData("hasty L=2 D=2",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | tab0 gets 2 | "
        + "tick | tick | tab0 sends 2 | server 2 -> Rotate 3 | server 1 -> REUSE")]
    [InlineData("hasty confirm skew=1",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | tab0 gets 2 | "
        + "tick | tab0 sends 2 | server 2 -> Rotate 3 | server 1 -> REUSE")]
    public void A_request_that_is_decided_later_than_the_leeway_less_the_time_out_after_it_was_sent_is_refused(string settings, string history) =>
        Refuses(settings, history);

    // The cure: a replica is promoted only when the old primary no longer answers.
    [Theory]
    [InlineData(true, RotationOutcome.Reuse)]
    [InlineData(false, RotationOutcome.Converge)]
    internal void Two_primaries_that_both_answer_refuse_an_honest_tab(bool oldOneAnswers, RotationOutcome outcome)
    {
        var promoted = Row.Initial;
        var old = Decide(Row.Initial, 1, now: 0, RotationOutcome.Rotate).Next;
        // The answer is lost, and the commit never reaches the replica. Later two tabs send generation 1.
        promoted = Decide(promoted, 1, now: 10, RotationOutcome.Rotate).Next;
        if (oldOneAnswers)
            old = Decide(old, 2, now: 10, RotationOutcome.Rotate).Next;

        Decide(oldOneAnswers ? old : promoted, 1, now: 11, outcome);
    }

    // Binding the token to a key of the device would be the cure; this version does not.
    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void A_thief_who_is_always_within_one_leeway_of_the_owners_refresh_is_never_found(int ticksBehind, bool goesOn)
    {
        var row = Row.Initial;
        int owners = 1, thiefs = 1, now = 0;
        for (var round = 0; round < 1_000; round++)
        {
            now += 10;
            var owner = Rules.Decide(row, owners, now, now);
            var thief = Rules.Decide(owner.Next, thiefs, now, now + ticksBehind);
            row = thief.Next;
            if (owner.Outcome is RotationOutcome.Reuse || thief.Outcome is RotationOutcome.Reuse)
            {
                Assert.False(goesOn);
                Assert.True(round < 3, $"Found in round {round}.");
                return;
            }

            (owners, thiefs) = (Kept(owner, owners), Kept(thief, thiefs));
        }

        Assert.True(goesOn);
    }

    [Theory]
    [InlineData(false, RotationOutcome.Recover)]
    [InlineData(true, RotationOutcome.Reuse)]
    internal void A_thief_who_stops_is_not_found_where_no_Tandem_node_sees_the_access_token(bool isSeen, RotationOutcome outcome)
    {
        var row = Decide(Row.Initial, 1, now: 0, RotationOutcome.Rotate).Next;
        Assert.True(Rules.Confirms(row, 2, issuedAt: 0, now: 6));
        if (isSeen)
            row = row with { Confirmed = 2 };

        // The owner returns.
        Decide(row, 1, now: 100, outcome);
    }

    [Fact]
    public void A_device_that_is_restored_from_a_backup_looks_like_a_thief()
    {
        var row = Decide(Row.Initial, 1, now: 0, RotationOutcome.Rotate).Next;
        row = Decide(row, 2, now: 10, RotationOutcome.Rotate).Next;

        Decide(row, 1, now: 20, RotationOutcome.Reuse);
    }

    private static int Kept(Decision decision, int held) => decision.Cookie == 0 ? held : decision.Cookie;

    private static Decision Decide(in Row row, int generation, int now, RotationOutcome expected)
    {
        var decision = Rules.Decide(row, generation, issuedAt: now, now);
        Assert.Equal(expected, decision.Outcome);
        return decision;
    }

    private static void Refuses(string settings, string history)
    {
        var jar = new JarSettings(settings);
        Assert.Equal(history, JarExplorer.Explore(jar, new ProtocolRules(jar.Leeway)).Refusal);
    }
}
