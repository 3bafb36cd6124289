using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Refresh.Logout;

/// <summary>A sign-out that comes late, from elsewhere or while storage is away must not do more, or say more, than it can. V11.</summary>
public sealed class LogoutLimitsTests(LogoutLimitsTests.Fixture fixture) : IClassFixture<LogoutLimitsTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("cookie")]
    [InlineData("body")]
    [InlineData("bearer")]
    public async Task A_sign_out_that_names_another_session_does_nothing_and_clears_nothing(string by)
    {
        var signedIn = await host.SignInAsync();

        var answer = (await host.SendAsync(LogoutBy(by, signedIn, Guid.NewGuid()))).ShouldBe(204);

        Assert.Empty(answer.SetCookies);
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Theory]
    [InlineData("cookie")]
    [InlineData("body")]
    [InlineData("bearer")]
    public async Task A_sign_out_that_names_its_own_session_ends_it(string by)
    {
        var signedIn = await host.SignInAsync();

        var answer = (await host.SendAsync(LogoutBy(by, signedIn, signedIn.SessionId))).ShouldBe(204);

        Assert.True(Assert.Single(answer.SetCookies).Clears);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task Of_several_tokens_only_the_named_sessions_is_ended()
    {
        var (kept, ended) = (await host.SignInAsync(), await host.SignInAsync());

        await host.SendAsync(new ApiRequest("POST", "/api/auth/logout")
            .Cookies($"refreshToken={kept.RefreshToken}; refreshToken={ended.RefreshToken}").Json(new { sessionId = ended.SessionId }));

        (await host.RefreshAsync(kept.RefreshToken)).ShouldBe(200);
        (await host.RefreshAsync(ended.RefreshToken)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    [Trait("requirement", "E1")]
    public async Task A_sign_out_by_another_sites_page_is_refused_and_changes_nothing()
    {
        var signedIn = await host.SignInAsync();

        var answer = await host.SendAsync(
            new ApiRequest("POST", "/api/auth/logout").Cookie(signedIn.RefreshToken).Origin("https://evil.example"));

        Assert.Empty(answer.ShouldBe(403, "origin_not_allowed").SetCookies);
        (await host.MeAsync(signedIn.AccessToken)).ShouldBe(200);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    // SameSite keeps the cookie out of a form that another site's page posts, but not out of the answer: as a page load, it may
    // clear cookies. Signing the visitor out that way must fail although the server sees no cookie to protect.
    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [Trait("requirement", "E1")]
    public async Task Another_sites_page_cannot_clear_the_cookie_that_its_request_does_not_carry(string origin)
    {
        var answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/logout").Origin(origin));

        Assert.Empty(answer.ShouldBe(204).SetCookies);
    }

    [Fact]
    public async Task While_storage_is_away_nobody_is_told_to_be_signed_out()
    {
        var signedIn = await host.SignInAsync();
        var store = host.Get<FailingSessionStore>();

        store.Away = true;
        var answer = (await host.LogoutAsync(signedIn.RefreshToken)).ShouldBe(503, "storage_unavailable");
        store.Away = false;

        Assert.Equal("2", answer.Header("Retry-After"));
        Assert.Empty(answer.SetCookies);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
        (await host.LogoutAsync(signedIn.RefreshToken)).ShouldBe(204);
    }

    [Fact]
    public async Task A_sign_out_whose_outcome_is_unknown_can_be_repeated()
    {
        var signedIn = await host.SignInAsync();
        var store = host.Get<FailingSessionStore>();

        store.LosesAnswers = true;
        (await host.LogoutAsync(signedIn.RefreshToken)).ShouldBe(503, "storage_unavailable");
        store.LosesAnswers = false;

        Assert.True(Assert.Single((await host.LogoutAsync(signedIn.RefreshToken)).ShouldBe(204).SetCookies).Clears);
        Assert.Single(await host.EventsAsync<SessionEnded>(signedIn.SessionId));
    }

    [Fact]
    [Trait("requirement", "V8")]
    public async Task A_refresh_whose_outcome_is_unknown_can_be_repeated()
    {
        var signedIn = await host.SignInAsync();
        var store = host.Get<FailingSessionStore>();

        store.LosesAnswers = true;
        var lost = (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(503, "storage_unavailable");
        store.LosesAnswers = false;

        Assert.Empty(lost.SetCookies);
        Assert.Equal(2, (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200).Generation);
    }

    [Fact]
    public async Task While_storage_is_away_access_tokens_go_on_being_accepted()
    {
        var signedIn = await host.SignInAsync();
        var store = host.Get<FailingSessionStore>();

        store.Away = true;
        var refresh = await host.RefreshAsync(signedIn.RefreshToken);
        var application = await host.GetAsync(ApplicationEndpoints.Private, signedIn.AccessToken);
        store.Away = false;

        refresh.ShouldBe(503, "storage_unavailable");
        Assert.Empty(refresh.SetCookies);
        application.ShouldBe(200);
    }

    private static ApiRequest LogoutBy(string by, ApiResponse holder, Guid sessionId)
    {
        var request = new ApiRequest("POST", "/api/auth/logout");
        return by switch
        {
            "cookie" => request.Cookie(holder.RefreshToken).Json(new { sessionId }),
            "body" => request.Json(new { refreshToken = holder.RefreshToken, sessionId }),
            _ => request.Bearer(holder.AccessToken).Json(new { sessionId }),
        };
    }

    public sealed class Fixture() : HostFixture(new TandemHostSettings { Services = FailingSessionStore.AddTo });
}
