using Tandem.Tabs.Tests.Lab;
using Tandem.Tabs.Tests.Scenarios;

namespace Tandem.Tabs.Tests.LateResponses;

/// <summary>
/// The histories in which the protocol's first version refused an honest browser (<c>FormerLimitTests</c>), played with a real one: a
/// late response is stored last. It goes on, and is not signed out.
/// </summary>
public sealed class LateResponseTests(Chromium browser, HoldingProxy proxy) : IClassFixture<Chromium>, IClassFixture<HoldingProxy>
{
    [Theory]
    [InlineData(
        "tab0 sends | server answers tab0 | tick | tab0 receives | tick | tick | tick | tab0 sends | tab1 sends | "
        + "server answers tab0 | tick | server answers tab1 | tab1 receives | tab0 receives | long | token of tab1 seen | "
        + "tab0 sends | server answers tab0",
        "tab0 sends 1 | server 1 -> 2 | tick | tab0 gets 2 | tick | tick | tick | tab0 sends 2 | tab1 sends 2 | "
        + "server 2 -> an access token | tick | server 2 -> 3 | tab1 gets 3 | tab0 gets an access token | long | "
        + "access token of 3 seen | tab0 sends 3 | server 3 -> 4")]
    [InlineData(
        "tab0 sends | server answers tab0 | tick | tab0 receives | tick | tick | tick | tab1 sends | tab2 sends | "
        + "server answers tab1 | tick | server answers tab2 | tab2 receives | tab1 receives | long | token of tab2 seen | "
        + "tab0 sends | server answers tab0",
        "tab0 sends 1 | server 1 -> 2 | tick | tab0 gets 2 | tick | tick | tick | tab1 sends 2 | tab2 sends 2 | "
        + "server 2 -> an access token | tick | server 2 -> 3 | tab2 gets 3 | tab1 gets an access token | long | "
        + "access token of 3 seen | tab0 sends 3 | server 3 -> 4")]
    public Task A_late_response_to_a_candidate_presented_again_does_not_put_an_older_token_back(string steps, string history) =>
        IsServedAsync(steps, history);

    [Theory]
    [InlineData(
        "tab0 sends | server answers tab0 | tick | tick | tab0 sends | tab1 sends | server answers tab0 | tick | "
        + "server answers tab1 | database loses 1 | tab1 receives | tab1 sends | tab0 receives | server answers tab1 | long | "
        + "tab0 sends | server answers tab0",
        "tab0 sends 1 | server 1 -> 2 | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> 2 | tick | "
        + "server 1 -> 3 | database loses 1 | tab1 gets 3 | tab1 sends 3 | tab0 gets 2 | server 3 -> an access token | long | "
        + "tab0 sends 2 | server 2 -> 4")]
    [InlineData(
        "tab0 sends | server answers tab0 | long | tab0 sends | tab1 sends | server answers tab0 | database loses 2 | "
        + "server answers tab1 | tab0 receives | tab0 sends | tab1 receives | server answers tab0 | long | tab0 sends | "
        + "server answers tab0",
        "tab0 sends 1 | server 1 -> 2 | long | tab0 sends 1 | tab1 sends 1 | server 1 -> 3 | database loses 2 | "
        + "server 1 -> 2 | tab0 gets 3 | tab0 sends 3 | tab1 gets 2 | server 3 -> an access token | long | tab0 sends 2 | "
        + "server 2 -> 4")]
    [InlineData(
        "tab0 sends | server answers tab0 | long | tab0 sends | tab1 sends | server answers tab0 | database loses 2 | "
        + "server answers tab1 | tab0 receives | tab2 sends | tab1 receives | server answers tab2 | long | tab0 sends | "
        + "server answers tab0",
        "tab0 sends 1 | server 1 -> 2 | long | tab0 sends 1 | tab1 sends 1 | server 1 -> 3 | database loses 2 | "
        + "server 1 -> 2 | tab0 gets 3 | tab2 sends 3 | tab1 gets 2 | server 3 -> an access token | long | tab0 sends 2 | "
        + "server 2 -> 4")]
    [InlineData(
        "tab0 sends | server answers tab0 | long | tab0 sends | server answers tab0 | tab1 sends | tab0 receives | "
        + "tab0 sends | database loses 2 | server answers tab1 | server answers tab0 | tab1 receives | long | tab0 sends | "
        + "server answers tab0 | tab1 sends | tab0 receives | tab0 sends | database loses 1 | server answers tab0 | "
        + "server answers tab1",
        "tab0 sends 1 | server 1 -> 2 | long | tab0 sends 1 | server 1 -> 3 | tab1 sends 1 | tab0 gets 3 | tab0 sends 3 | "
        + "database loses 2 | server 1 -> 2 | server 3 -> an access token | tab1 gets 2 | long | tab0 sends 2 | server 2 -> 4 | "
        + "tab1 sends 2 | tab0 gets 4 | tab0 sends 4 | database loses 1 | server 4 -> an access token | "
        + "server 2 -> an access token")]
    public Task A_late_response_with_a_generation_that_a_fast_forward_passed_over_is_served(string steps, string history) =>
        IsServedAsync(steps, history);

    [Theory]
    [InlineData(
        "tab0 sends | tab1 sends | server answers tab0 | server answers tab1 | database loses 1 | tab0 receives | tab0 sends | "
        + "server answers tab0 | tab0 receives | tab1 receives | long | token of tab0 seen | tab0 sends | server answers tab0",
        "tab0 sends 1 | tab1 sends 1 | server 1 -> 2 | server 1 -> 2 | database loses 1 | tab0 gets 2 | tab0 sends 2 | "
        + "server 2 -> an access token | tab0 gets an access token | tab1 gets 2 | long | access token of 2 seen | "
        + "tab0 sends 2 | server 2 -> 3")]
    [InlineData(
        "tab0 sends | server answers tab0 | tick | tick | tab0 sends | tab1 sends | server answers tab0 | tick | "
        + "server answers tab1 | database loses 1 | tab1 receives | tab0 receives | long | tab0 sends | server answers tab0 | "
        + "long | token of tab1 seen | tab0 sends | server answers tab0",
        "tab0 sends 1 | server 1 -> 2 | tick | tick | tab0 sends 1 | tab1 sends 1 | server 1 -> 2 | tick | "
        + "server 1 -> 3 | database loses 1 | tab1 gets 3 | tab0 gets 2 | long | tab0 sends 2 | server 2 -> 3 | "
        + "long | access token of 3 seen in vain | tab0 sends 2 | server 2 -> 4")]
    public Task A_late_response_and_a_confirmation_after_lost_commits_refuse_nobody(string steps, string history) =>
        IsServedAsync(steps, history);

    private async Task IsServedAsync(string steps, string history)
    {
        await using var replay = await BrowserReplay.BeginAsync(browser, proxy, steps.Contains("tab2", StringComparison.Ordinal) ? 3 : 2);

        Assert.Equal(history, await replay.TakeAsync(steps));

        Assert.Equal(["1 x 200", $"authenticated {TandemProcess.Email}"], await replay.GoOnAsync(rounds: 9));
        Assert.Null(await replay.EndAsync());
        Assert.Equal(0, await replay.ReusesAsync());
    }
}
