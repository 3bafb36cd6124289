using Tandem.Operations;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>Signing in by a form: the cookie, what becomes of the one before, and who may send the form. D7, D8, E1.</summary>
[Trait("requirement", "D8")]
public sealed class CookieSessionSignInTests(CookieSessionFixture fixture) : IClassFixture<CookieSessionFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task The_cookie_is_opaque_HttpOnly_and_Lax_and_lasts_as_long_as_the_session()
    {
        var visitor = new CookieSessionBrowser(host);

        var answer = (await visitor.SignInAsync(await host.CreateAccountAsync())).ShouldBe(302);

        var cookie = Assert.Single(answer.SetCookies);
        Assert.Equal((host.SessionCookieName(), "Path=/; HttpOnly; SameSite=Lax", 604_800L), (cookie.Name, cookie.Form, cookie.MaxAge));
        Assert.Matches("^[A-Za-z0-9_-]{92}$", cookie.Value);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task Over_https_the_cookie_has_the_host_prefix_and_is_Secure()
    {
        await using var secure = await TandemHost.StartAsync(CookieSessionFixture.Settings(("PublicUrl", "https://app.example.com")));
        var account = await secure.CreateAccountAsync();

        var answer = await secure.SendAsync(CookieSessionBrowser.Form("/signin", ("email", account.Email), ("password", TestAccounts.Password))
            .Origin("https://app.example.com"));

        var cookie = Assert.Single(answer.ShouldBe(302).SetCookies);
        Assert.Equal(("__Host-session", "Path=/; Secure; HttpOnly; SameSite=Lax"), (cookie.Name, cookie.Form));
        (await secure.SendAsync(new ApiRequest("GET", "/page").Cookies("__Host-session=" + cookie.Value))).ShouldBe(200);
        // Whoever can plant a cookie without the prefix must not be read.
        (await secure.SendAsync(new ApiRequest("GET", "/page").Cookies("session=" + cookie.Value))).ShouldBe(401, "session_missing");
    }

    [Fact]
    public async Task Without_rememberMe_the_cookie_ends_with_the_browser_session()
    {
        var visitor = new CookieSessionBrowser(host);

        var answer = await visitor.SignInAsync(await host.CreateAccountAsync(), rememberMe: false);

        Assert.Null(Assert.Single(answer.SetCookies).MaxAge);
        Assert.False((await visitor.SessionAsync()).Persistent);
    }

    [Fact]
    [Trait("requirement", "D7")]
    public async Task Id_and_secret_are_new_at_every_sign_in_and_the_session_before_is_over()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var before = visitor.Cookie!;
        var former = visitor.SessionId;

        (await visitor.SignInAsync(visitor.Account)).ShouldBe(302);

        Assert.NotEqual(before, visitor.Cookie);
        Assert.NotEqual(former, visitor.SessionId);
        (await visitor.GetAsync("/page")).ShouldBe(200);
        visitor.Cookie = before;
        (await visitor.GetAsync("/page")).ShouldBe(302);
        Assert.Equal(SessionEnd.SignedOut, (await host.SessionAsync(former)).RevokedBecause);
    }

    [Fact]
    [Trait("requirement", "D7")]
    public async Task A_cookie_planted_before_the_sign_in_is_not_taken_over()
    {
        var thief = await CookieSessionBrowser.SignedInAsync(host);
        var victim = new CookieSessionBrowser(host) { Cookie = thief.Cookie };

        (await victim.SignInAsync(await host.CreateAccountAsync())).ShouldBe(302);

        Assert.NotEqual(thief.Cookie, victim.Cookie);
        (await thief.GetAsync("/page")).ShouldBe(302);
    }

    [Fact]
    public async Task A_refused_sign_in_says_nothing_more_and_leaves_cookie_and_session_alone()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        var wrong = await visitor.SignInAsync(visitor.Account, password: "not the password");
        var unknown = await visitor.PostAsync("/signin", ("email", "nobody@example.com"), ("password", "not the password"));
        var malformed = await visitor.PostAsync("/signin", ("email", "nobody"), ("password", ""));

        Assert.All([wrong, unknown, malformed], answer =>
        {
            Assert.Equal((422, "Refused"), (answer.Status, answer.Body));
            Assert.Empty(answer.SetCookies);
        });
        (await visitor.GetAsync("/page")).ShouldBe(200);
    }

    [Theory]
    [InlineData("https://evil.example", "cross-site")]
    [InlineData("https://evil.example", null)]
    [InlineData("http://evil.localhost", "same-site")]
    [InlineData("null", "cross-site")]
    [InlineData("null", null)]
    [InlineData("", "same-origin")]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    [InlineData(null, "Same-Origin")]
    [Trait("requirement", "E1")]
    public async Task A_foreign_page_cannot_sign_its_visitor_in_as_somebody_else(string? origin, string? site)
    {
        var account = await host.CreateAccountAsync();
        host.Time.Advance(RefusalLog.Window);
        var before = (await host.EventsAsync<OriginRefused>()).Count;
        var form = CookieSessionBrowser.Form("/signin", ("email", account.Email), ("password", TestAccounts.Password)).Origin(origin);

        var answer = await host.SendAsync(site is null ? form : form.Header("Sec-Fetch-Site", site));

        Assert.Equal("ForeignPage", answer.Body);
        Assert.Empty(answer.SetCookies);
        Assert.Equal(before + 1, (await host.EventsAsync<OriginRefused>()).Count);
    }

    [Theory]
    [InlineData("null", "same-origin")]
    [InlineData(null, "same-origin")]
    [InlineData(null, "none")]
    [InlineData(null, null)]
    public async Task A_page_that_tells_no_referrer_and_a_program_that_is_no_browser_may_sign_in(string? origin, string? site)
    {
        var account = await host.CreateAccountAsync();
        var form = CookieSessionBrowser.Form("/signin", ("email", account.Email), ("password", TestAccounts.Password)).Origin(origin);

        (await host.SendAsync(site is null ? form : form.Header("Sec-Fetch-Site", site))).ShouldBe(302);
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_form_and_the_JSON_endpoint_alike()
    {
        var account = await host.CreateAccountAsync();
        var visitor = new CookieSessionBrowser(host);
        for (var wrong = 0; wrong < 5; wrong++)
            await visitor.SignInAsync(account, password: "not the password");

        Assert.Equal("Refused", (await visitor.SignInAsync(account)).Body);
        (await host.LoginAsync(account.Email)).ShouldBe(401, "invalid_credentials");
    }

    [Fact]
    public async Task Forms_count_among_the_sign_ins_of_an_address()
    {
        await using var limited = await TandemHost.StartAsync(
            CookieSessionFixture.Settings(("RateLimits:PerAddress:Login", "2"), ("RateLimits:IncludeLoopback", "true")));
        var account = await limited.CreateAccountAsync();
        var visitor = new CookieSessionBrowser(limited);
        await visitor.SignInAsync(account);
        (await limited.LoginAsync(account.Email)).ShouldBe(200);

        var answer = await visitor.SignInAsync(account);

        Assert.Equal("TooMany", answer.Body);
        Assert.True(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 60);
    }

    [Fact]
    public async Task The_JSON_endpoint_opens_no_page_session_and_no_configuration_lets_it()
    {
        var account = await host.CreateAccountAsync();

        (await host.LoginAsync(account.Email, delivery: "session")).ShouldBe(400, "validation_failed");
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => TandemHost.StartAsync(CookieSessionFixture.Settings(("RefreshToken:Delivery", "session"))));
        Assert.Contains("RefreshToken:Delivery", refused.Message, StringComparison.Ordinal);
    }
}
