using Tandem.Accounts;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>What ends a cookie session refuses the next page load, whoever did it. D6, C9.</summary>
[Trait("requirement", "D6")]
public sealed class CookieSessionEndTests(CookieSessionFixture fixture) : IClassFixture<CookieSessionFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task It_is_listed_among_the_sessions_and_ended_from_there()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var app = await host.LoginAsync(visitor.Account.Email);

        var listed = (await host.GetAsync("/api/auth/sessions", app.AccessToken)).ShouldBe(200).Json.EnumerateArray()
            .Single(session => session.GetProperty("id").GetGuid() == visitor.SessionId);
        Assert.Equal(("session", false), (listed.GetProperty("delivery").GetString(), listed.GetProperty("current").GetBoolean()));
        (await host.SendAsync(new ApiRequest("DELETE", $"/api/auth/sessions/{visitor.SessionId}").Bearer(app.AccessToken))).ShouldBe(204);

        (await AskAsync(visitor)).ShouldBe(401, "session_revoked");
        (await host.RefreshAsync(app.RefreshToken)).ShouldBe(200);
    }

    [Fact]
    public async Task Logout_all_ends_it()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var app = await host.LoginAsync(visitor.Account.Email);

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/logout-all").Bearer(app.AccessToken))).ShouldBe(204);

        (await AskAsync(visitor)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task A_new_password_ends_it()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var app = await host.LoginAsync(visitor.Account.Email);

        (await host.SendAsync(new ApiRequest("POST", "/api/auth/password/change").Bearer(app.AccessToken)
            .Json(new { currentPassword = TestAccounts.Password, newPassword = "another long passphrase" }))).ShouldBe(204);

        (await AskAsync(visitor)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task Disabling_the_account_ends_it_and_enabling_it_does_not_bring_it_back()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var accounts = host.Get<AccountService>();

        await accounts.DisableAsync(visitor.Account, Caller.Local, CancellationToken.None);
        (await AskAsync(visitor)).ShouldBe(401, "session_revoked");
        await accounts.EnableAsync(visitor.Account, Caller.Local, CancellationToken.None);
        (await AskAsync(visitor)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task Another_process_on_the_same_database_ends_it_before_any_feed_is_read()
    {
        await using var here = await TandemHost.StartAsync(CookieSessionFixture.Settings());
        await using var there = await TandemHost.StartAsync(CookieSessionFixture.Settings(("DataFolder", here.Folder)));
        var visitor = await CookieSessionBrowser.SignedInAsync(here);

        await there.Get<SessionService>().EndAllAsync(visitor.Account.Id, null, SessionEnd.EndedByAdmin, Caller.Local, CancellationToken.None);

        // No clock has moved: no background work has run.
        (await AskAsync(visitor)).ShouldBe(401, "session_revoked");
    }

    [Fact]
    public async Task New_roles_count_at_the_next_page_load_and_end_nothing()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        (await visitor.GetAsync("/admin")).ShouldBe(403);

        await host.Get<AccountService>().SetRolesAsync(visitor.Account, ["admin"], Caller.Local, CancellationToken.None);
        (await visitor.GetAsync("/admin")).ShouldBe(200);
        await host.Get<AccountService>().SetRolesAsync(visitor.Account, ["user"], Caller.Local, CancellationToken.None);
        (await visitor.GetAsync("/admin")).ShouldBe(403);
    }

    [Fact]
    public async Task Page_sessions_count_among_the_sessions_of_an_account()
    {
        await using var bounded = await TandemHost.StartAsync(CookieSessionFixture.Settings(("Sessions:MaxPerAccount", "2")));
        var first = await CookieSessionBrowser.SignedInAsync(bounded);
        bounded.Time.Advance(TimeSpan.FromMinutes(1));
        var second = await CookieSessionBrowser.SignedInAsync(bounded, first.Account);
        bounded.Time.Advance(TimeSpan.FromMinutes(1));
        await CookieSessionBrowser.SignedInAsync(bounded, first.Account);

        (await first.GetAsync("/page")).ShouldBe(302);
        (await second.GetAsync("/page")).ShouldBe(200);
    }

    [Fact]
    public async Task A_session_that_is_gone_is_unknown()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        host.Time.Advance(TimeSpan.FromDays(8));
        await host.Get<ISessionStore>().PurgeAsync(host.Time.GetUtcNow(), 10_000, CancellationToken.None);

        (await AskAsync(visitor)).ShouldBe(401, "session_unknown");
    }

    [Fact]
    public async Task Signing_out_ends_it_clears_the_cookie_and_may_be_done_twice()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var (cookie, session) = (visitor.Cookie, visitor.SessionId);
        var csrf = await visitor.CsrfTokenAsync();

        var answer = (await visitor.PostAsync("/signout", ("csrf_token", csrf))).ShouldBe(302);

        var cleared = Assert.Single(answer.SetCookies);
        Assert.True(cleared.Clears);
        Assert.EndsWith("Path=/; HttpOnly; SameSite=Lax", cleared.Form, StringComparison.Ordinal);
        Assert.Equal(SessionEnd.SignedOut, Assert.Single(await host.EventsAsync<SessionEnded>(session)).Reason);
        visitor.Cookie = cookie;
        (await AskAsync(visitor)).ShouldBe(401, "session_revoked");
        (await visitor.PostAsync("/signout", ("csrf_token", csrf))).ShouldBe(302);
        Assert.Null(visitor.Cookie);
        (await visitor.PostAsync("/signout")).ShouldBe(302);
        Assert.Single(await host.EventsAsync<SessionEnded>(session));
    }

    [Fact]
    public async Task A_foreign_page_or_one_without_the_token_signs_nobody_out()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var csrf = await visitor.CsrfTokenAsync();

        (await visitor.PostAsync("/signout")).ShouldBe(403);
        (await visitor.SendAsync(CookieSessionBrowser.Form("/signout").Origin(host.Origin))).ShouldBe(403, "csrf_token_invalid");
        (await visitor.SendAsync(CookieSessionBrowser.Form("/signout", ("csrf_token", csrf)).Origin("https://evil.example"))).ShouldBe(403, "csrf_token_invalid");
        // Another site's form carries no Lax cookie; its answer must not clear the one that the browser kept back.
        Assert.Empty((await host.SendAsync(CookieSessionBrowser.Form("/signout").Origin("https://evil.example"))).SetCookies);
        // A link is no way out.
        (await visitor.GetAsync("/signout")).ShouldBe(500);

        (await visitor.GetAsync("/page")).ShouldBe(200);
    }

    [Fact]
    public async Task A_sign_out_that_cannot_be_made_durable_is_503_and_leaves_the_cookie()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var csrf = await visitor.CsrfTokenAsync();
        var store = host.Get<FailingSessionStore>();

        store.Away = true;
        var answer = await visitor.SendAsync(CookieSessionBrowser.Form("/signout", ("csrf_token", csrf)).Origin(host.Origin));
        store.Away = false;

        Assert.Empty(answer.ShouldBe(503, "storage_unavailable").SetCookies);
        (await visitor.GetAsync("/page")).ShouldBe(200);
    }

    [Fact]
    public async Task Its_owner_sees_all_sessions_and_ends_others_but_never_somebody_elses()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var other = await CookieSessionBrowser.SignedInAsync(host, visitor.Account);
        var third = await CookieSessionBrowser.SignedInAsync(host, visitor.Account);
        var stranger = await CookieSessionBrowser.SignedInAsync(host);
        var csrf = await visitor.CsrfTokenAsync();

        var listed = (await visitor.GetAsync("/devices")).ShouldBe(200).Json.EnumerateArray().ToList();
        Assert.Equal(3, listed.Count);
        Assert.Equal(visitor.SessionId, Assert.Single(listed, session => session.GetProperty("isCurrent").GetBoolean()).GetProperty("id").GetGuid());
        (await visitor.PostAsync($"/devices/{stranger.SessionId}/end", ("csrf_token", csrf))).ShouldBe(404);
        (await visitor.PostAsync($"/devices/{other.SessionId}/end", ("csrf_token", csrf))).ShouldBe(204);
        (await AskAsync(other)).ShouldBe(401, "session_revoked");
        (await visitor.PostAsync("/devices/end-others", ("csrf_token", csrf))).ShouldBe(200);
        (await AskAsync(third)).ShouldBe(401, "session_revoked");
        (await AskAsync(visitor)).ShouldBe(200);
        (await AskAsync(stranger)).ShouldBe(200);
    }

    private static Task<ApiResponse> AskAsync(CookieSessionBrowser visitor) => visitor.SendAsync(new ApiRequest("GET", CookieSessionFixture.Page));
}
