using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh.Promise;

/// <summary>
/// What is not promised and takes more than one session or cookie to see, shown to happen, so that nobody believes more.
/// <c>docs/concepts.md</c> lists it.
/// </summary>
public sealed class UnpromisedTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task A_jar_that_loses_the_newest_of_several_copies_is_refused()
    {
        var older = await host.SignInAsync();
        var newest = await host.RotateAsync(await host.RotateAsync(older));
        (await RefreshAsync($"refreshToken={older.RefreshToken}; refreshToken={newest.RefreshToken}")).ShouldBe(200);

        (await RefreshAsync($"refreshToken={older.RefreshToken}")).ShouldBe(401, "refresh_token_reused");
    }

    // A browser keeps the cookie that arrives last. The cure: a sign-in waits for the lock under which the other tab refreshes.
    [Fact]
    public async Task A_sign_in_that_another_tabs_refresh_of_the_previous_session_overtakes_is_lost()
    {
        var jar = new Dictionary<string, string>();
        var previous = await host.SignInAsync();
        host.Time.Advance(RotationSteps.Settled);
        var late = (await host.RefreshAsync(previous.RefreshToken)).ShouldBe(200);
        var signedIn = await host.SignInAsync();
        foreach (var arriving in (ApiResponse[])[signedIn, late])
            jar[arriving.RefreshCookie!.Name] = arriving.RefreshCookie.Value;

        var next = (await RefreshAsync(string.Join("; ", jar.Select(cookie => $"{cookie.Key}={cookie.Value}")))).ShouldBe(200);

        Assert.Equal(previous.SessionId, next.SessionId);
        Assert.NotEqual(signedIn.SessionId, next.SessionId);
    }

    // The cookie is left alone, so the client's second attempt with what another tab stored is served.
    [Fact]
    public async Task A_request_that_is_decided_after_its_tokens_end_is_refused_though_another_has_extended_the_session()
    {
        var last = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(2));
        var extended = (await host.RefreshAsync(last.RefreshToken)).ShouldBe(200);
        host.Time.Advance(TimeSpan.FromSeconds(3));

        var refused = (await host.RefreshAsync(last.RefreshToken)).ShouldBe(401, "refresh_token_expired");

        Assert.Empty(refused.SetCookies);
        (await host.RefreshAsync(extended.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_presentation_that_is_answered_with_an_access_token_only_leaves_no_trace_in_the_row()
    {
        var stolen = await host.RotateAsync(await host.SignInAsync());
        var before = await host.SessionAsync(stolen.SessionId);

        var thiefs = (await host.RefreshAsync(stolen.RefreshToken)).ShouldBe(200);

        Assert.Null(thiefs.RefreshToken);
        (await host.MeAsync(thiefs.AccessToken)).ShouldBe(200);
        Assert.Equivalent(before, await host.SessionAsync(stolen.SessionId), strict: true);
        (await host.RotateAsync(stolen)).ShouldBe(200);
        Assert.Empty(await host.EventsAsync<RefreshTokenReused>(stolen.SessionId));
    }

    private Task<ApiResponse> RefreshAsync(string cookies) => host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookies(cookies));
}
