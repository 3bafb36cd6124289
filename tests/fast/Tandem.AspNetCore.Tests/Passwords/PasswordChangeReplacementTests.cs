using Tandem.Passwords;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Passwords;

/// <summary>Whoever changes the password and brings the session's own refresh token gets another session in its place. A5, D6, D7.</summary>
[Trait("requirement", "D7")]
public sealed class PasswordChangeReplacementTests(PasswordChangeReplacementTests.Fixture fixture) : IClassFixture<PasswordChangeReplacementTests.Fixture>
{
    private const string Other = "another horse battery staple";
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task With_its_cookie_the_asking_session_is_replaced_and_a_thief_who_has_its_token_is_out()
    {
        var asks = await host.SignInAsync();
        var stolen = asks.RefreshToken;

        var answer = (await ChangeAsync(asks, new ApiRequest("POST", Path).Cookie(asks.RefreshToken))).ShouldBe(204);

        var cookie = Assert.Single(answer.SetCookies);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.NotEqual(stolen, answer.RefreshToken);
        (await host.RefreshAsync(stolen)).ShouldBe(401, "session_revoked");
        (await host.MeAsync(asks.AccessToken)).ShouldBe(401, "access_token_invalid");
        var replaced = (await host.RefreshAsync(answer.RefreshToken)).ShouldBe(200);
        Assert.NotEqual(asks.SessionId, replaced.SessionId);
        (await host.MeAsync(replaced.AccessToken)).ShouldBe(200);
    }

    [Theory]
    [InlineData("body")]
    [InlineData("both")]
    public async Task With_delivery_in_the_body_the_answer_is_a_token_response(string delivery)
    {
        var asks = await host.SignInAsync(delivery);
        var token = asks.Json.GetProperty("refreshToken").GetString()!;

        var answer = (await ChangeAsync(asks, new ApiRequest("POST", Path), token)).ShouldBe(200);

        Assert.NotEqual(asks.SessionId, answer.SessionId);
        (await host.MeAsync(answer.AccessToken)).ShouldBe(200);
        (await host.RefreshByBodyAsync(token)).ShouldBe(401, "session_revoked");
        (await host.RefreshByBodyAsync(answer.Json.GetProperty("refreshToken").GetString()!)).ShouldBe(200);
    }

    [Fact]
    public async Task The_other_sessions_end_and_the_account_has_one_living_session()
    {
        var account = await host.CreateAccountAsync();
        var asks = await host.LoginAsync(account.Email);
        var other = await host.LoginAsync(account.Email);

        await ChangeAsync(asks, new ApiRequest("POST", Path).Cookie(asks.RefreshToken));

        (await host.RefreshAsync(other.RefreshToken)).ShouldBe(401, "session_revoked");
        Assert.Single((await host.Get<SessionService>().ListAsync(account.Id, after: null, CancellationToken.None))!.Sessions);
    }

    [Fact]
    public async Task What_the_former_session_was_the_new_one_is()
    {
        var account = await host.CreateAccountAsync();
        var asks = await host.LoginAsync(account.Email, rememberMe: false);
        var former = (await host.SessionAsync(asks.SessionId));
        host.Time.Advance(TimeSpan.FromHours(1));
        var refreshed = await host.RefreshAsync(asks.RefreshToken);

        var answer = (await ChangeAsync(refreshed, new ApiRequest("POST", Path).Cookie(refreshed.RefreshToken))).ShouldBe(204);

        Assert.DoesNotContain("Max-Age", Assert.Single(answer.SetCookies).ToString(), StringComparison.OrdinalIgnoreCase);
        var replaced = await host.SessionAsync((await host.RefreshAsync(answer.RefreshToken)).SessionId);
        Assert.Equal(
            (former.AuthenticatedAt, former.AbsoluteExpiresAt, former.IdleLifetime, former.Persistent, former.Delivery),
            (replaced.AuthenticatedAt, replaced.AbsoluteExpiresAt, replaced.IdleLifetime, replaced.Persistent, replaced.Delivery));
        Assert.Equal(former.AuthenticationMethods, replaced.AuthenticationMethods);
        Assert.Equal(host.Time.GetUtcNow(), replaced.CreatedAt);
    }

    [Theory]
    [InlineData("anothers")]
    [InlineData("garbage")]
    [InlineData("ended")]
    public async Task Without_a_token_of_its_own_the_session_goes_on(string what)
    {
        var asks = await host.SignInAsync();
        var another = await host.SignInAsync();
        if (what == "ended")
            await host.LogoutAsync(another.RefreshToken);
        var cookie = what == "garbage" ? "garbage" : another.RefreshToken;

        var answer = (await ChangeAsync(asks, new ApiRequest("POST", Path).Cookie(cookie))).ShouldBe(204);

        Assert.Empty(answer.SetCookies);
        Assert.Equal(asks.SessionId, (await host.RefreshAsync(asks.RefreshToken)).ShouldBe(200).SessionId);
        if (what == "anothers")
            (await host.RefreshAsync(another.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_wrong_password_replaces_nothing()
    {
        var account = await host.CreateAccountAsync();
        var asks = await host.LoginAsync(account.Email);

        var answer = await host.SendAsync(new ApiRequest("POST", Path).Bearer(asks.AccessToken).Cookie(asks.RefreshToken)
            .Json(new { currentPassword = "wrong wrong wrong", newPassword = Other }));

        answer.ShouldBe(401, "invalid_credentials");
        Assert.Empty(answer.SetCookies);
        Assert.Equal(asks.SessionId, (await host.RefreshAsync(asks.RefreshToken)).ShouldBe(200).SessionId);
    }

    [Fact]
    public async Task A_page_that_is_not_ours_changes_nothing_with_the_cookie()
    {
        var asks = await host.SignInAsync();

        var answer = await ChangeAsync(asks, new ApiRequest("POST", Path).Cookie(asks.RefreshToken).Origin("https://evil.example"));

        answer.ShouldBe(403, "origin_not_allowed");
        Assert.Equal(asks.SessionId, (await host.RefreshAsync(asks.RefreshToken)).ShouldBe(200).SessionId);
    }

    [Fact]
    public async Task It_is_reported_with_the_session_that_asked_and_the_one_in_its_place()
    {
        var account = await host.CreateAccountAsync();
        var asks = await host.LoginAsync(account.Email);

        var answer = await ChangeAsync(asks, new ApiRequest("POST", Path).Cookie(asks.RefreshToken));

        Assert.Equal(asks.SessionId, Assert.Single(await host.EventsAsync<PasswordChanged>(), changed => changed.Account == account.Id).Session);
        var replaced = Assert.Single(await host.EventsAsync<SessionReplaced>(), replaced => replaced.Account == account.Id);
        Assert.Equal((await host.RefreshAsync(answer.RefreshToken)).SessionId, replaced.Session);
    }

    private const string Path = "/api/auth/password/change";

    private Task<ApiResponse> ChangeAsync(ApiResponse signedIn, ApiRequest request, string? refreshToken = null) => host.SendAsync(
        request.Bearer(signedIn.AccessToken).Json(new { currentPassword = TestAccounts.Password, newPassword = Other, refreshToken }));

    public sealed class Fixture() : HostFixture([("RefreshToken:Delivery", "cookie,body,both")]);
}
