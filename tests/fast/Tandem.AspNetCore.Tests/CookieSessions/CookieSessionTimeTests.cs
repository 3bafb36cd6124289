using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>Lifetimes to the second, and how seldom a page load writes. D5, D9.</summary>
[Trait("requirement", "D5")]
public sealed class CookieSessionTimeTests(CookieSessionFixture fixture) : IClassFixture<CookieSessionFixture>
{
    private static readonly TimeSpan Idle = TimeSpan.FromDays(7);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hundredth = Idle / 100;
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task Unused_for_a_second_less_than_seven_days_it_goes_on_for_seven_more()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        for (var use = 0; use < 3; use++)
        {
            host.Time.Advance(Idle - Second);
            var cookie = Assert.Single((await visitor.GetAsync("/page")).ShouldBe(200).SetCookies);
            Assert.Equal((host.SessionCookieName(), "Path=/; HttpOnly; SameSite=Lax", 604_800L), (cookie.Name, cookie.Form, cookie.MaxAge));
        }
    }

    [Fact]
    public async Task Unused_for_seven_days_it_is_over()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        host.Time.Advance(Idle);

        Assert.Equal("refresh_token_expired", (await visitor.SendAsync(new ApiRequest("GET", "/page"))).Code);
    }

    [Fact]
    public async Task A_use_is_written_after_a_hundredth_of_the_idle_lifetime_and_not_a_millisecond_before()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var begun = host.Time.GetUtcNow();

        host.Time.Advance(Hundredth - TimeSpan.FromMilliseconds(1));
        Assert.Empty((await visitor.GetAsync("/page")).ShouldBe(200).SetCookies);
        Assert.Equal(begun, (await visitor.SessionAsync()).LastUsedAt);

        host.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Single((await visitor.GetAsync("/page")).ShouldBe(200).SetCookies);
        Assert.Equal(begun + Hundredth, (await visitor.SessionAsync()).LastUsedAt);
        Assert.Empty((await visitor.GetAsync("/page")).ShouldBe(200).SetCookies);
    }

    [Fact]
    public async Task A_session_of_one_browser_session_is_used_like_any_other_and_its_cookie_stays_without_an_age()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host, rememberMe: false);

        host.Time.Advance(Idle - Second);
        var cookie = Assert.Single((await visitor.GetAsync("/page")).ShouldBe(200).SetCookies);

        Assert.Null(cookie.MaxAge);
        Assert.Equal(host.Time.GetUtcNow(), (await visitor.SessionAsync()).LastUsedAt);
    }

    [Fact]
    public async Task The_absolute_end_holds_however_much_it_is_used()
    {
        await using var bounded = await TandemHost.StartAsync(CookieSessionFixture.Settings(("RefreshToken:AbsoluteLifetime", "10.00:00:00")));
        var visitor = await CookieSessionBrowser.SignedInAsync(bounded);

        bounded.Time.Advance(TimeSpan.FromDays(6));
        var cookie = Assert.Single((await visitor.GetAsync("/page")).ShouldBe(200).SetCookies);
        Assert.Equal(4 * 86_400, cookie.MaxAge);
        bounded.Time.Advance(TimeSpan.FromDays(4) - Second);
        (await visitor.GetAsync("/page")).ShouldBe(200);
        bounded.Time.Advance(Second);
        Assert.Equal("refresh_token_expired", (await visitor.SendAsync(new ApiRequest("GET", "/page"))).Code);
    }

    [Fact]
    public async Task Of_parallel_loads_one_writes_and_all_are_served_with_the_cookie_unchanged()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var cookie = visitor.Cookie;
        host.Time.Advance(TimeSpan.FromDays(1));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => host.SendAsync(new ApiRequest("GET", "/page").Cookies($"{host.SessionCookieName()}=" + cookie))));

        Assert.All(answers, answer => answer.ShouldBe(200));
        var renewed = Assert.Single(answers.SelectMany(answer => answer.SetCookies));
        Assert.Equal(cookie, renewed.Value);
    }

    [Fact]
    public async Task The_page_is_served_when_its_use_cannot_be_written_and_the_next_load_writes_it()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var store = host.Get<FailingSessionStore>();
        host.Time.Advance(TimeSpan.FromDays(1));

        store.WritesFail = true;
        var unwritten = await visitor.GetAsync("/page");
        store.WritesFail = false;

        Assert.Empty(unwritten.ShouldBe(200).SetCookies);
        Assert.Single((await visitor.GetAsync("/page")).ShouldBe(200).SetCookies);
        Assert.Equal(host.Time.GetUtcNow(), (await visitor.SessionAsync()).LastUsedAt);
    }

    [Fact]
    public async Task The_sessions_row_is_all_that_a_restart_needs()
    {
        await using var restarted = await TandemHost.StartAsync(CookieSessionFixture.Settings());
        var visitor = await CookieSessionBrowser.SignedInAsync(restarted);
        var csrf = await visitor.CsrfTokenAsync();

        await restarted.RestartAsync();

        (await visitor.PostAsync("/page", ("csrf_token", csrf))).ShouldBe(200);
    }

    [Fact]
    public async Task After_the_master_key_was_replaced_the_next_load_brings_a_cookie_of_the_new_one()
    {
        await using var rotated = await TandemHost.StartAsync(CookieSessionFixture.Settings());
        var visitor = await CookieSessionBrowser.SignedInAsync(rotated);
        var csrf = await visitor.CsrfTokenAsync();
        var before = visitor.Cookie!;

        var path = Path.Combine(rotated.Folder, "master.key");
        var rotating = rotated.Get<MasterKeyRotation>().RotateAsync(path, CancellationToken.None);
        while (!rotating.IsCompleted)
        {
            rotated.Time.Advance(Second);
            await Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken);
        }

        await rotated.RestartAsync();

        var renewed = Assert.Single((await visitor.GetAsync("/page")).ShouldBe(200).SetCookies);
        Assert.NotEqual(before, renewed.Value);
        Assert.Equal(before[7..70], renewed.Value[7..70]);
        Assert.Empty((await visitor.GetAsync("/page")).ShouldBe(200).SetCookies);
        (await visitor.PostAsync("/page", ("csrf_token", csrf))).ShouldBe(200);
        (await rotated.SendAsync(new ApiRequest("GET", "/page").Cookies($"{rotated.SessionCookieName()}=" + before))).ShouldBe(200);
    }

    [Fact]
    public async Task Somebody_elsewhere_with_the_cookie_is_reported_when_the_use_is_written()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        await host.Get<ISessionStore>().TouchAsync(
            visitor.SessionId, host.Time.GetUtcNow(), host.Time.GetUtcNow(), new ClientInfo("Owner's/1.0", "203.0.113.0/24"), CancellationToken.None);
        host.Time.Advance(TimeSpan.FromDays(1));

        await visitor.SendAsync(new ApiRequest("GET", "/page").Header("User-Agent", "Thief's/1.0"));

        Assert.Single(await host.EventsAsync<RefreshFromElsewhere>(visitor.SessionId));
    }
}
