using Tandem.MasterKeys;
using Tandem.Processes.Testing;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Refresh.Logout;

/// <summary>Signing out ends the session, whatever is left of its tokens. D6, D11.</summary>
[Trait("requirement", "D6")]
public sealed class LogoutTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task After_signing_out_every_token_of_the_session_is_refused()
    {
        var first = await host.SignInAsync();
        var second = await RotateAsync(first);
        var third = await RotateAsync(second);

        (await host.LogoutAsync(third.RefreshToken)).ShouldBe(204);

        foreach (var token in new[] { first, second, third })
        {
            (await host.RefreshAsync(token.RefreshToken)).ShouldBe(401, "session_revoked");
            (await host.MeAsync(token.AccessToken)).ShouldBe(401, "session_revoked");
        }

        Assert.Equal(SessionEnd.SignedOut, Assert.Single(await host.EventsAsync<SessionEnded>(first.SessionId)).Reason);
    }

    [Fact]
    [Trait("requirement", "D11")]
    public async Task Signing_out_twice_is_answered_alike()
    {
        var signedIn = await host.SignInAsync();

        var once = (await host.LogoutAsync(signedIn.RefreshToken)).ShouldBe(204);
        var again = (await host.LogoutAsync(signedIn.RefreshToken)).ShouldBe(204);

        Assert.Equal(once.SetCookies.Select(cookie => cookie.Text), again.SetCookies.Select(cookie => cookie.Text));
        Assert.Single(await host.EventsAsync<SessionEnded>(signedIn.SessionId));
    }

    [Fact]
    public async Task Any_generation_of_a_session_may_end_it_and_is_never_reuse()
    {
        var first = await host.SignInAsync();
        var third = await RotateAsync(await RotateAsync(first));

        (await host.LogoutAsync(first.RefreshToken)).ShouldBe(204);

        (await host.RefreshAsync(third.RefreshToken)).ShouldBe(401, "session_revoked");
        Assert.Empty(await host.EventsAsync<RefreshTokenReused>(first.SessionId));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    public async Task Signing_out_without_a_session_is_answered_alike(string? token)
    {
        var answer = (await host.LogoutAsync(token)).ShouldBe(204);

        Assert.True(Assert.Single(answer.SetCookies).Clears);
    }

    [Fact]
    public async Task An_expired_refresh_token_signs_out_too()
    {
        var signedIn = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromDays(8));

        var answer = (await host.LogoutAsync(signedIn.RefreshToken)).ShouldBe(204);

        Assert.True(Assert.Single(answer.SetCookies).Clears);
    }

    [Fact]
    public async Task A_forged_token_signs_nobody_out()
    {
        var signedIn = await host.SignInAsync();
        var format = RefreshTokenFormat.Of(host.Get<Installation>());
        format.TryParse(signedIn.RefreshToken, host.Time.GetUtcNow(), out var token);

        await host.LogoutAsync(format.Encode(token! with { Secret = new byte[RefreshToken.SecretLength] }));

        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "D11")]
    public async Task An_access_token_alone_signs_out_even_when_it_has_expired()
    {
        var fresh = await host.SignInAsync();
        var expired = await host.SignInAsync();
        (await LogoutByBearerAsync(fresh)).ShouldBe(204);
        (await host.RefreshAsync(fresh.RefreshToken)).ShouldBe(401, "session_revoked");

        host.Time.Advance(TimeSpan.FromDays(1));
        (await LogoutByBearerAsync(expired)).ShouldBe(204);

        (await host.RefreshAsync(expired.RefreshToken)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task An_altered_access_token_signs_nobody_out()
    {
        var signedIn = await host.SignInAsync();
        var parts = signedIn.AccessToken.Split('.');

        await host.SendAsync(
            new ApiRequest("POST", "/api/auth/logout").Bearer($"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}"));

        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task Cookie_and_bearer_of_different_sessions_are_both_signed_out_and_a_body_beside_them_ends_no_third()
    {
        var (cookie, body, bearer) = (await host.SignInAsync(), await host.SignInAsync(), await host.SignInAsync());

        await host.SendAsync(new ApiRequest("POST", "/api/auth/logout")
            .Cookie(cookie.RefreshToken).Json(new { refreshToken = body.RefreshToken }).Bearer(bearer.AccessToken));

        foreach (var signedOut in new[] { cookie, bearer })
            (await host.RefreshAsync(signedOut.RefreshToken)).ShouldBe(401, "session_revoked");
        (await host.RefreshAsync(body.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_body_whose_session_is_named_is_signed_out_whatever_the_cookie_is()
    {
        var (cookie, body) = (await host.SignInAsync(), await host.SignInAsync());

        await host.SendAsync(new ApiRequest("POST", "/api/auth/logout")
            .Cookie(cookie.RefreshToken).Json(new { refreshToken = body.RefreshToken, sessionId = body.SessionId }));

        (await host.RefreshAsync(body.RefreshToken)).ShouldBe(401, "session_revoked");
        (await host.RefreshAsync(cookie.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task A_revocation_by_another_process_reaches_access_tokens_within_a_second()
    {
        var signedIn = await host.SignInAsync();
        var reported = new SessionEnded(Guid.NewGuid(), signedIn.SessionId, SessionEnd.EndedByAdmin)
        {
            At = host.Time.GetUtcNow(),
            Context = EventContext.Local,
        };
        await host.Get<ISessionStore>()
            .TryRevokeAsync(signedIn.SessionId, null, SessionEnd.EndedByAdmin, reported, CancellationToken.None);

        // The follower looks four times a second; its work is done besides, and this only waits for it.
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.IsTrueAsync(async () => (await host.MeAsync(signedIn.AccessToken)).Code == "session_revoked");
    }

    // I2: a session that is over never yields a token that works.
    [Fact]
    public async Task What_refreshes_that_race_a_sign_out_are_given_is_worthless_once_it_is_answered()
    {
        for (var round = 0; round < 5; round++)
        {
            var signedIn = await host.SignInAsync();
            var racing = Enumerable.Range(0, 10).Select(_ => host.RefreshAsync(signedIn.RefreshToken)).ToList();
            (await host.LogoutAsync(signedIn.RefreshToken)).ShouldBe(204);

            foreach (var answer in await Task.WhenAll(racing))
            {
                answer.ShouldBe(answer.Status == 200 ? 200 : 401, answer.Status == 200 ? null : "session_revoked");
                if (answer.Status != 200)
                    continue;
                (await host.MeAsync(answer.AccessToken)).ShouldBe(401, "session_revoked");
                (await host.RefreshAsync(answer.RefreshToken)).ShouldBe(401, "session_revoked");
            }
        }
    }

    private async Task<ApiResponse> RotateAsync(ApiResponse holder)
    {
        host.Time.Advance(TimeSpan.FromSeconds(61));
        return (await host.RefreshAsync(holder.RefreshToken)).ShouldBe(200);
    }

    private Task<ApiResponse> LogoutByBearerAsync(ApiResponse holder) =>
        host.SendAsync(new ApiRequest("POST", "/api/auth/logout").Bearer(holder.AccessToken));
}
