using Tandem.Tests.Refresh.Model;

using static Tandem.Tests.Refresh.Model.DraftRules;

namespace Tandem.Tests.Refresh.Promise;

/// <summary>
/// Why each rule is needed: drafts of the decision with one thing changed, and the shortest history in which they refuse an honest client.
/// "AccessOnly 2" is a candidate that gets its refresh token again.
/// </summary>
public sealed class RefutedDraftTests
{
    private static readonly DraftRules Written = new(Leeway: 2);

    // What the product did before: candidates are repeated, a fast-forward accepts, only the newest candidate is confirmed.
    private static readonly DraftRules Former = Written with
    {
        Candidate = Unsettled.NewestRepeats,
        Forward = Forwarding.Accept,
        Confirm = Confirming.NewestOnly,
        WantsFreshSightings = false,
        UsesTokenAge = false,
    };

    [Fact]
    public void A_candidate_presented_again_gets_its_cookie_again() => Refuses(
        Written with { Candidate = Unsettled.NewestRepeats }, "hasty confirm reload",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tab0 gets 2 | tick | tick | tick | tab0 sends 2 | server 2 -> AccessOnly 2 | tick | "
        + "tab1 sends 2 | server 2 -> Rotate 3 | tab1 gets 3 | tab0 gets 2 | long | tab0 sends 2 | access token of 3 seen | "
        + "server 2 -> REUSE");

    [Fact]
    public void A_candidate_presented_again_gets_the_newest() => Refuses(
        Written with { Candidate = Unsettled.AllGetTheNewest }, "hasty",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | tab0 gets 2 | "
        + "server 1 -> Recover 3 | tick | tick | tick | tick | tab0 sends 2 | server 2 -> AccessOnly 3 | tick | tab1 sends 2 | tab0 gets 3 | "
        + "tab0 sends 3 | server 3 -> Rotate 4 | server 2 -> REUSE");

    [Fact]
    public void A_candidate_presented_again_is_answered_as_presented() => Refuses(
        Written with { Candidate = Unsettled.AllRepeat }, "hasty",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | tab0 gets 2 | "
        + "server 1 -> Recover 3 | tick | tab0 sends 2 | server 2 -> AccessOnly 2 | tab1 gets 3 | tick | tab1 sends 3 | tab0 gets 2 | tick | "
        + "tab0 sends 2 | server 2 -> AccessOnly 2 | server 3 -> AccessOnly 3 | tab1 gets 3 | tick | tab1 sends 3 | tab0 gets 2 | tick | "
        + "tab0 sends 2 | server 2 -> Rotate 4 | server 3 -> REUSE");

    [Fact]
    public void Only_the_newest_candidate_may_be_presented() => Refuses(
        Written with { OnlyNewestLives = true }, "hasty",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | tab0 gets 2 | "
        + "tab0 sends 2 | server 1 -> Recover 3 | server 2 -> REUSE");

    [Fact]
    public void Settling_takes_one_leeway() => Refuses(
        Written with { SettlingTime = 2 }, "hasty",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | tab0 gets 2 | "
        + "tab0 sends 2 | server 2 -> Rotate 3 | server 1 -> REUSE");

    [Fact]
    public void A_fast_forward_accepts_the_token_and_hands_out_its_successor() => Refuses(
        Written with { Forward = Forwarding.Accept }, "hasty lost=2",
        "tab0 sends 1 | server 1 -> Rotate 2 | long | tab0 sends 1 | server 1 -> Recover 3 | tab1 sends 1 | tab0 gets 3 | tab0 sends 3 | "
        + "database loses 2 commits | server 1 -> Rotate 2 | server 3 -> FastForward 4 | tab1 gets 2 | long | tab0 sends 2 | "
        + "server 2 -> REUSE");

    [Fact]
    public void A_fast_forward_accepts_the_token_and_hands_out_its_successor_under_all_former_rules() => Refuses(
        Former, "hasty confirm lost=1",
        "tab0 sends 1 | server 1 -> Rotate 2 | tab0 gets 2 | tab0 sends 2 | server 2 -> AccessOnly 2 | tab1 sends 2 | "
        + "database loses 1 commits | server 2 -> FastForward 3 | tab1 gets 3 | tab0 gets 2 | long | tab0 sends 2 | access token of 3 seen | "
        + "server 2 -> REUSE");

    [Fact]
    public void A_fast_forward_does_not_settle_anew() => Refuses(
        Written with { Forward = Forwarding.RaiseAtOnce }, "hasty lost=2",
        "tab0 sends 1 | server 1 -> Rotate 2 | tab1 sends 1 | tab0 gets 2 | tab0 sends 2 | database loses 1 commits | server 2 -> Rotate 3 | "
        + "server 1 -> REUSE");

    // As patched first, with a cookie for the newest candidate within one leeway or without: the history has none of those.
    [Fact]
    public void A_fast_forward_accepts_and_the_generations_passed_over_recover() => Refuses(
        Former with { Candidate = Unsettled.AccessOnly, PassedOverRecover = true, WantsFreshSightings = true }, "hasty confirm lost=2 losses=2",
        "tab0 sends 1 | server 1 -> Rotate 2 | long | tab0 sends 1 | server 1 -> Recover 3 | tab1 sends 1 | tab0 gets 3 | tab0 sends 3 | "
        + "database loses 2 commits | server 1 -> Rotate 2 | server 3 -> FastForward 4 | tab1 gets 2 | long | tab0 sends 2 | "
        + "server 2 -> Recover 5 | tab1 sends 2 | tab0 gets 5 | tab0 sends 5 | database loses 1 commits | server 5 -> FastForward 6 | "
        + "server 2 -> REUSE");

    [Fact]
    public void An_access_token_of_any_age_confirms() => Refuses(
        Written with { WantsFreshSightings = false }, "confirm lost=1",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | "
        + "server 1 -> Recover 3 | tab1 gets 3 | tab0 gets 2 | long | tab0 sends 2 | database loses 1 commits | server 2 -> Rotate 3 | long | "
        + "tab0 sends 2 | access token of 3 seen | server 2 -> REUSE");

    [Fact]
    public void An_access_token_confirms_at_once() => Refuses(
        Written with { SeenAfter = 0 }, "confirm",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | tab0 gets 2 | "
        + "access token of 2 seen | server 1 -> REUSE");

    [Fact]
    public void A_presented_candidate_confirms_at_once() => Refuses(
        Written with { KeptFor = 0 }, "hasty",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | tab0 gets 2 | "
        + "tab0 sends 2 | server 2 -> AccessOnly | server 1 -> REUSE");

    [Fact]
    public void Nothing_is_recovered() => Refuses(
        Written with { Recovers = false }, "hasty", "tab0 sends 1 | server 1 -> Rotate 2 | long | tab0 sends 1 | server 1 -> REUSE");

    [Fact]
    public void The_token_used_last_converges_without_a_time_limit() => Refuses(
        Written with { ConvergingTime = int.MaxValue }, "hasty",
        "tab0 sends 1 | server 1 -> Rotate 2 | long | tab0 sends 1 | server 1 -> Converge 2 | tab1 sends 1 | tab0 gets 2 | tab0 sends 2 | "
        + "server 2 -> Rotate 3 | server 1 -> REUSE");

    [Fact]
    public void A_rotation_leaves_newer_candidates_alive() => Refuses(
        Written with { OthersLive = true }, "confirm",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | server 1 -> Converge 2 | tick | tab1 sends 1 | "
        + "server 1 -> Recover 3 | tab1 gets 3 | tab0 gets 2 | long | tab0 sends 2 | access token of 3 seen | server 2 -> Rotate 4 | long | "
        + "tab0 sends 2 | server 2 -> REUSE");

    private static void Refuses(IRefreshRules rules, string settings, string history) =>
        Assert.Equal(history, JarExplorer.Explore(new(settings), rules).Refusal);
}
