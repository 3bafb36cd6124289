using Tandem.Accounts;
using Tandem.MasterKeys;
using Tandem.Refresh;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Tests.Refresh.Cookies;

/// <summary>Only signing out clears a cookie, and then in every form that it may have been set in. D11.</summary>
[Trait("requirement", "D11")]
public sealed class CookieClearingTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private static readonly string[] Names = ["__Secure-refreshToken", "refreshToken"];
    private static readonly string[] Domains = ["", "Domain=example.com; "];
    private static readonly string[] Paths = ["/", "/api/auth"];
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("missing", "refresh_token_missing")]
    [InlineData("garbage", "refresh_token_invalid")]
    [InlineData("revoked", "session_revoked")]
    [InlineData("disabled", "session_revoked")]
    [InlineData("expired", "refresh_token_expired")]
    [InlineData("reused", "refresh_token_reused")]
    [InlineData("unknown", "session_unknown")]
    public async Task A_refusal_leaves_the_cookie_alone(string situation, string code)
    {
        var token = await TokenInAsync(situation);

        var answer = (await host.RefreshAsync(token)).ShouldBe(401, code);

        Assert.Empty(answer.SetCookies);
        Assert.Null(answer.Header("Clear-Site-Data"));
    }

    [Fact]
    public async Task A_refused_access_token_or_a_wrong_password_leaves_the_cookie_alone()
    {
        var signedIn = await host.SignInAsync();
        var account = await host.CreateAccountAsync();

        var wrongPassword = await host.SendAsync(new ApiRequest("POST", "/api/auth/login")
            .Cookie(signedIn.RefreshToken).Json(new { email = account.Email, password = "wrong wrong wrong" }));
        var wrongToken = await host.SendAsync(new ApiRequest("GET", "/api/me").Cookie(signedIn.RefreshToken).Bearer("wrong"));

        Assert.Empty(wrongPassword.ShouldBe(401, "invalid_credentials").SetCookies);
        Assert.Empty(wrongToken.ShouldBe(401, "access_token_invalid").SetCookies);
    }

    [Fact]
    public async Task Ending_sessions_without_signing_out_leaves_the_cookie_alone()
    {
        var signedIn = await host.SignInAsync();

        var answer = await host.SendAsync(
            new ApiRequest("POST", "/api/auth/logout-all").Cookie(signedIn.RefreshToken).Bearer(signedIn.AccessToken));

        Assert.Empty(answer.ShouldBe(204).SetCookies);
    }

    [Fact]
    public async Task On_loopback_signing_out_clears_the_plain_cookie()
    {
        var answer = (await host.LogoutAsync((await host.SignInAsync()).RefreshToken)).ShouldBe(204);

        Assert.Equal(
            [host.CookieName() + "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; HttpOnly; SameSite=Lax"],
            answer.SetCookies.Select(cookie => cookie.Text));
        Assert.Null(answer.Header("Clear-Site-Data"));
    }

    [Fact]
    public async Task Over_https_signing_out_clears_every_name_path_domain_and_partition()
    {
        await using var secure = await TandemHost.StartAsync(
            [("PublicUrl", "https://auth.example.com"), ("RefreshToken:Cookie:Domain", "example.com"),
                ("RefreshToken:Cookie:Path", "/api/auth")]);

        var answer = (await secure.LogoutAsync(null)).ShouldBe(204);

        Assert.All(answer.SetCookies, cookie => Assert.True(cookie.Clears, cookie.Text));
        string[] expected =
        [
            "__Host-refreshToken Path=/; Secure; HttpOnly; SameSite=Lax",
            "__Host-refreshToken Path=/; Secure; HttpOnly; SameSite=None; Partitioned",
            .. from name in Names
               from domain in Domains
               from path in Paths
               select $"{name} {domain}Path={path}; Secure; HttpOnly; SameSite=Lax",
        ];
        Assert.Equal(
            expected.Order(),
            answer.SetCookies.Select(cookie => $"{cookie.Name} {cookie.Form.Replace("Expires=Thu, 01 Jan 1970 00:00:00 GMT; ", "")}")
                .Order());
    }

    private async Task<string?> TokenInAsync(string situation)
    {
        if (situation is "missing" or "garbage")
            return situation == "missing" ? null : situation;
        var signedIn = await host.SignInAsync();
        var token = signedIn.RefreshToken!;
        switch (situation)
        {
            case "revoked":
                await host.LogoutAsync(token);
                break;
            case "disabled":
                var id = signedIn.Json.GetProperty("user").GetProperty("id").GetGuid();
                var account = await host.Get<IAccountStore>().FindAsync(id, CancellationToken.None);
                await host.Get<AccountService>().DisableAsync(account!, Caller.Local, CancellationToken.None);
                break;
            case "expired":
                host.Time.Advance(TimeSpan.FromDays(8));
                break;
            case "reused":
                var next = await host.RefreshAsync(token);
                host.Time.Advance(TimeSpan.FromMinutes(2));
                await host.RefreshAsync(next.RefreshToken);
                break;
            default:
                var format = RefreshTokenFormat.Of(host.Get<Installation>());
                format.TryParse(token, host.Time.GetUtcNow(), out var parsed);
                return format.Encode(parsed! with { SessionId = Guid.NewGuid() });
        }

        return token;
    }
}
