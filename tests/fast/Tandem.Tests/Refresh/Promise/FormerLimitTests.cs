using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh.Promise;

/// <summary>
/// The shortest histories in which the protocol's first version refused an honest client, step by step. No longer: the last
/// presentation, refused then, is served.
/// </summary>
public sealed class FormerLimitTests
{
    [Theory]
    [InlineData(
        "tab0 sends | server answers tab0 | tick | tab0 receives | tick | tick | tick | tab0 sends | tab1 sends | "
        + "server answers tab0 | tick | server answers tab1 | tab1 receives | tab0 receives | long | token of tab1 seen | "
        + "tab0 sends | server answers tab0",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tab0 gets 2 | tick | tick | tick | tab0 sends 2 | tab1 sends 2 | "
        + "server 2 -> AccessOnly | tick | server 2 -> Rotate 3 | tab1 gets 3 | tab0 gets an access token | long | "
        + "access token of 3 seen | tab0 sends 3 | server 3 -> Rotate 4")]
    [InlineData(
        "tab0 sends | server answers tab0 | tick | tab0 receives | tick | tick | tick | tab1 sends | tab2 sends | "
        + "server answers tab1 | tick | server answers tab2 | tab2 receives | tab1 receives | long | token of tab2 seen | "
        + "tab0 sends | server answers tab0",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tab0 gets 2 | tick | tick | tick | tab1 sends 2 | tab2 sends 2 | "
        + "server 2 -> AccessOnly | tick | server 2 -> Rotate 3 | tab2 gets 3 | tab1 gets an access token | long | "
        + "access token of 3 seen | tab0 sends 3 | server 3 -> Rotate 4")]
    public void A_late_answer_to_a_candidate_presented_again_does_not_put_an_older_token_back(string steps, string history) =>
        Becomes(steps, history);

    [Theory]
    [InlineData(
        "tab0 sends | server answers tab0 | tick | tick | tab0 sends | tab1 sends | server answers tab0 | tick | "
        + "server answers tab1 | database loses 1 | tab1 receives | tab1 sends | tab0 receives | server answers tab1 | long | "
        + "tab0 sends | server answers tab0",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> Converge 2 | tick | "
        + "server 1 -> Recover 3 | database loses 1 commits | tab1 gets 3 | tab1 sends 3 | tab0 gets 2 | "
        + "server 3 -> FastForward | long | tab0 sends 2 | server 2 -> Rotate 4")]
    [InlineData(
        "tab0 sends | server answers tab0 | long | tab0 sends | tab1 sends | server answers tab0 | database loses 2 | "
        + "server answers tab1 | tab0 receives | tab0 sends | tab1 receives | server answers tab0 | long | tab0 sends | "
        + "server answers tab0",
        "tab0 sends 1 | server 1 -> Rotate 2 | long | tab0 sends 1 | tab1 sends 1 | server 1 -> Recover 3 | "
        + "database loses 2 commits | server 1 -> Rotate 2 | tab0 gets 3 | tab0 sends 3 | tab1 gets 2 | "
        + "server 3 -> FastForward | long | tab0 sends 2 | server 2 -> Rotate 4")]
    [InlineData(
        "tab0 sends | server answers tab0 | long | tab0 sends | tab1 sends | server answers tab0 | database loses 2 | "
        + "server answers tab1 | tab0 receives | tab2 sends | tab1 receives | server answers tab2 | long | tab0 sends | "
        + "server answers tab0",
        "tab0 sends 1 | server 1 -> Rotate 2 | long | tab0 sends 1 | tab1 sends 1 | server 1 -> Recover 3 | "
        + "database loses 2 commits | server 1 -> Rotate 2 | tab0 gets 3 | tab2 sends 3 | tab1 gets 2 | "
        + "server 3 -> FastForward | long | tab0 sends 2 | server 2 -> Rotate 4")]
    [InlineData(
        "tab0 sends | server answers tab0 | long | tab0 sends | server answers tab0 | tab1 sends | tab0 receives | "
        + "tab0 sends | database loses 2 | server answers tab1 | server answers tab0 | tab1 receives | long | tab0 sends | "
        + "server answers tab0 | tab1 sends | tab0 receives | tab0 sends | database loses 1 | server answers tab0 | "
        + "server answers tab1",
        "tab0 sends 1 | server 1 -> Rotate 2 | long | tab0 sends 1 | server 1 -> Recover 3 | tab1 sends 1 | tab0 gets 3 | "
        + "tab0 sends 3 | database loses 2 commits | server 1 -> Rotate 2 | server 3 -> FastForward | tab1 gets 2 | long | "
        + "tab0 sends 2 | server 2 -> Rotate 4 | tab1 sends 2 | tab0 gets 4 | tab0 sends 4 | database loses 1 commits | "
        + "server 4 -> FastForward | server 2 -> AccessOnly")]
    public void A_jar_left_with_a_generation_that_a_fast_forward_passed_over_is_served(string steps, string history) =>
        Becomes(steps, history);

    [Theory]
    [InlineData(
        "tab0 sends | tab1 sends | server answers tab0 | server answers tab1 | database loses 1 | tab0 receives | tab0 sends | "
        + "server answers tab0 | tab0 receives | tab1 receives | long | token of tab0 seen | tab0 sends | server answers tab0",
        "tab0 sends 1 | tab1 sends 1 | server 1 -> Rotate 2 | server 1 -> Converge 2 | database loses 1 commits | "
        + "tab0 gets 2 | tab0 sends 2 | server 2 -> FastForward | tab0 gets an access token | tab1 gets 2 | long | "
        + "access token of 2 seen | tab0 sends 2 | server 2 -> Rotate 3")]
    [InlineData(
        "tab0 sends | server answers tab0 | tick | tick | tab0 sends | tab1 sends | server answers tab0 | tick | "
        + "server answers tab1 | database loses 1 | tab1 receives | tab0 receives | long | tab0 sends | server answers tab0 | "
        + "long | token of tab1 seen | tab0 sends | server answers tab0",
        "tab0 sends 1 | server 1 -> Rotate 2 | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> Converge 2 | tick | "
        + "server 1 -> Recover 3 | database loses 1 commits | tab1 gets 3 | tab0 gets 2 | long | tab0 sends 2 | "
        + "server 2 -> Rotate 3 | long | access token of 3 seen in vain | tab0 sends 2 | server 2 -> Recover 4")]
    public void A_confirmation_after_lost_commits_refuses_nobody(string steps, string history) => Becomes(steps, history);

    private static void Becomes(string steps, string history)
    {
        Assert.Equal(history, Replay.Of(steps));
        Assert.DoesNotContain("REUSE", history, StringComparison.Ordinal);
    }
}
