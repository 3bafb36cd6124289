using Tandem.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh.Cookies;

/// <summary>Which cookies are taken for a refresh token, and which token counts when there are several. D10, V17.</summary>
[Trait("requirement", "D10")]
public sealed class CookieReadingTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("%72{2}={0}")]
    [InlineData("{1}%20={0}")]
    [InlineData("__Host-{1}={0}")]
    [InlineData("__Secure-{1}={0}")]
    [InlineData("__Host-refreshToken={0}")]
    [InlineData("__Secure-refreshToken={0}")]
    [InlineData("refresh%54oken={0}")]
    [InlineData("__%48ost-refreshToken={0}")]
    [InlineData("REFRESHTOKEN={0}")]
    [InlineData("RefreshToken={0}")]
    [InlineData("__HOST-refreshToken={0}")]
    [InlineData("__host-refreshToken={0}")]
    [InlineData("__Secure-__Host-refreshToken={0}")]
    [InlineData("xrefreshToken={0}")]
    [InlineData("refreshToken2={0}")]
    [InlineData("refreshToken[]={0}")]
    [InlineData("{1} ={0}")]
    [InlineData("\"{1}\"={0}")]
    [InlineData("other=\"; x={1}={0}")]
    [InlineData("{1}")]
    [InlineData("{1}=")]
    [InlineData("={0}")]
    [InlineData(";;;")]
    public async Task A_name_that_is_not_byte_for_byte_ours_is_not_read(string cookies)
    {
        var signedIn = await host.SignInAsync();

        var name = host.CookieName();
        (await RefreshAsync(string.Format(null, cookies, signedIn.RefreshToken, name, name[1..]))).ShouldBe(401, "refresh_token_missing");
    }

    // RFC 6265 §4.1.1. The second is what Java's CookieManager sends.
    [Theory]
    [InlineData("{1}=\"{0}\"")]
    [InlineData("$Version=\"1\"; {1}=\"{0}\";$Path=\"/\"")]
    public async Task Quotes_around_the_value_are_not_part_of_it(string cookies)
    {
        var cookie = string.Format(null, cookies, (await host.SignInAsync()).RefreshToken, host.CookieName());

        (await RefreshAsync(cookie)).ShouldBe(200);
        (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout").Cookies(cookie))).ShouldBe(204);
        (await RefreshAsync(cookie)).ShouldBe(401, "session_revoked");
    }

    [Theory]
    [InlineData("{1}=\"{0}")]
    [InlineData("{1}=%41{0}")]
    [InlineData("{1}={0}=")]
    [InlineData("{1}={0}\t; a=b")]
    public async Task A_value_that_is_not_byte_for_byte_ours_is_invalid(string cookies)
    {
        var signedIn = await host.SignInAsync();

        (await RefreshAsync(string.Format(null, cookies, signedIn.RefreshToken, host.CookieName()))).ShouldBe(401, "refresh_token_invalid");
    }

    [Theory]
    [InlineData("{2}={0}; {2}={1}")]
    [InlineData("{2}={1}; {2}={0}")]
    [InlineData("{2}={0};a=b;{2}={1};  {2}={0}")]
    public async Task A_stale_copy_beside_the_fresh_token_is_not_reuse(string cookies)
    {
        var stale = await host.SignInAsync();
        var fresh = await host.RefreshAsync(stale.RefreshToken);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        fresh = await host.RefreshAsync(fresh.RefreshToken);
        host.Time.Advance(TimeSpan.FromMinutes(2));

        var answer = (await RefreshAsync(string.Format(null, cookies, stale.RefreshToken, fresh.RefreshToken, host.CookieName()))).ShouldBe(200);

        Assert.Equal(4, answer.Generation);
        Assert.Empty(await host.EventsAsync<RefreshTokenReused>(stale.SessionId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stale_cookie_beside_a_fresh_token_in_the_body_is_not_reuse(bool staleInCookie)
    {
        var stale = await host.SignInAsync();
        var fresh = await host.RefreshAsync(stale.RefreshToken);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        fresh = await host.RefreshAsync(fresh.RefreshToken);
        host.Time.Advance(TimeSpan.FromMinutes(2));
        var (inCookie, inBody) = staleInCookie ? (stale, fresh) : (fresh, stale);

        var answer = await host.SendAsync(
            new ApiRequest("POST", "/api/auth/refresh").Cookie(inCookie.RefreshToken).Json(new { refreshToken = inBody.RefreshToken }));

        Assert.Equal(4, answer.ShouldBe(200).Generation);
    }

    [Fact]
    public async Task Of_two_living_sessions_the_one_issued_last_is_taken()
    {
        var older = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromMinutes(2));
        var newer = await host.SignInAsync();

        var answer = await RefreshAsync($"{host.CookieName()}={older.RefreshToken}; {host.CookieName()}={newer.RefreshToken}");

        Assert.Equal(newer.SessionId, answer.ShouldBe(200).SessionId);
        Assert.Equal(1, (await host.SessionAsync(older.SessionId)).Rotation.Issued);
    }

    [Fact]
    public async Task A_session_that_is_over_gives_way_to_one_that_lives()
    {
        var living = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromMinutes(2));
        var over = await host.SignInAsync();
        await host.LogoutAsync(over.RefreshToken);

        var answer = await RefreshAsync($"{host.CookieName()}={over.RefreshToken}; {host.CookieName()}={living.RefreshToken}; {host.CookieName()}=garbage");

        Assert.Equal(living.SessionId, answer.ShouldBe(200).SessionId);
    }

    [Fact]
    public async Task Of_several_sessions_that_are_over_the_newest_says_why()
    {
        var expired = await host.SignInAsync();
        host.Time.Advance(TimeSpan.FromDays(8));
        var revoked = await host.SignInAsync();
        await host.LogoutAsync(revoked.RefreshToken);

        (await RefreshAsync($"{host.CookieName()}={expired.RefreshToken}; {host.CookieName()}={revoked.RefreshToken}")).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task Cookies_in_several_headers_are_all_read()
    {
        var signedIn = await host.SignInAsync();

        var answer = await host.SendRawAsync(
            "POST /api/auth/refresh HTTP/1.1", ["Cookie: a=b", $"Cookie: {host.CookieName()}={signedIn.RefreshToken}", "Content-Length: 0"]);

        answer.ShouldBe(200);
    }

    [Fact]
    public async Task Hundreds_of_worthless_copies_do_not_hide_the_token()
    {
        var signedIn = await host.SignInAsync();
        var copies = string.Concat(Enumerable.Repeat($"{host.CookieName()}=garbage; ", 500));

        (await RefreshAsync(copies + $"{host.CookieName()}=" + signedIn.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    [Trait("requirement", "D7")]
    public async Task A_cookie_planted_before_the_sign_in_is_not_taken_over()
    {
        var planted = await host.SignInAsync();
        var account = await host.CreateAccountAsync();

        var answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/login")
            .Cookie(planted.RefreshToken).Json(new { email = account.Email, password = TestAccounts.Password }));

        Assert.NotEqual(planted.SessionId, answer.ShouldBe(200).SessionId);
        Assert.NotEqual(planted.RefreshToken, answer.RefreshToken);
        Assert.Equal(1, answer.Generation);
    }

    private Task<ApiResponse> RefreshAsync(string cookies) => host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookies(cookies));
}
