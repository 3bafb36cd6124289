using System.Buffers.Text;

using Tandem.CookieSessions;
using Tandem.MasterKeys;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>What is read of a session cookie. What is not genuine costs no look into the database. D10.</summary>
[Trait("requirement", "D10")]
public sealed class CookieSessionTokenTests(CookieSessionFixture fixture) : IClassFixture<CookieSessionFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task Whatever_byte_of_it_is_changed_it_is_refused_without_a_look_into_the_database()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var genuine = Base64Url.DecodeFromChars(visitor.Cookie);
        var store = host.Get<FailingSessionStore>();
        var session = visitor.SessionId;

        store.Away = true;
        try
        {
            for (var at = 0; at < genuine.Length; at++)
            {
                var altered = genuine.ToArray();
                altered[at] ^= 1;
                var answer = await GetAsync(Base64Url.EncodeToString(altered));
                Assert.True(answer.Code == "session_missing", $"byte {at}: {answer.Status} {answer.Code}");
            }

            foreach (var malformed in new[] { "", "x", visitor.Cookie![..91], visitor.Cookie + "A", visitor.Cookie + "=", " " + visitor.Cookie, visitor.Cookie.Replace('A', '+'), new string('A', 92), new string('A', 4000) })
            {
                if (malformed.Trim() != visitor.Cookie)
                    Assert.Equal("session_missing", (await GetAsync(malformed)).Code);
            }
        }
        finally
        {
            store.Away = false;
        }

        (await visitor.GetAsync("/page")).ShouldBe(200);
        Assert.Null((await host.SessionAsync(session)).RevokedAt);
    }

    [Fact]
    public async Task A_refresh_token_is_no_session_cookie_and_a_session_cookie_no_refresh_token()
    {
        var tokens = await host.SignInAsync();
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        Assert.Equal("session_missing", (await GetAsync(tokens.RefreshToken!)).Code);
        (await host.RefreshAsync(visitor.Cookie)).ShouldBe(401, "refresh_token_invalid");
        (await visitor.GetAsync("/page")).ShouldBe(200);
        Assert.Empty(await host.EventsAsync<RefreshTokenReused>(visitor.SessionId));
    }

    [Fact]
    public async Task Another_installations_cookie_is_refused()
    {
        await using var other = await TandemHost.StartAsync(CookieSessionFixture.Settings());
        // The same master key, so that the other's cookie differs by the installation alone.
        await other.StopAsync();
        File.Copy(Path.Combine(host.Folder, "master.key"), Path.Combine(other.Folder, "master.key"), overwrite: true);
        foreach (var database in Directory.GetFiles(other.Folder, "tandem.db*"))
            File.Delete(database);
        await other.StartAgainAsync();
        var visitor = await CookieSessionBrowser.SignedInAsync(other);

        Assert.Equal("session_missing", (await GetAsync(visitor.Cookie!)).Code);
    }

    [Fact]
    public async Task A_genuine_tag_with_another_secret_is_refused_and_reported()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var forged = CookieSessionTokenFormat.Of(host.Get<Installation>()).Encode(new CookieSessionToken(0, visitor.SessionId, new byte[32]));

        Assert.Equal("session_missing", (await GetAsync(forged)).Code);

        Assert.Single(await host.EventsAsync<RefreshKeySuspect>(visitor.SessionId));
        (await visitor.GetAsync("/page")).ShouldBe(200);
    }

    [Theory]
    [InlineData("Session")]
    [InlineData("SESSION")]
    [InlineData("%73ession")]
    [InlineData("session-000000")]
    [InlineData("__Host-session")]
    [InlineData("session ")]
    public async Task A_name_that_is_not_byte_for_byte_ours_is_not_read(string name)
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        Assert.Equal("session_missing", (await host.SendAsync(new ApiRequest("GET", "/page").Cookies($"{name}={visitor.Cookie}"))).Code);
    }

    [Fact]
    public async Task On_loopback_one_of_before_there_was_a_suffix_is_read_replaced_and_cleared_unless_it_is_another_installations()
    {
        await using var other = await TandemHost.StartAsync(CookieSessionFixture.Settings());
        var (visitor, stranger) = (await CookieSessionBrowser.SignedInAsync(host), await CookieSessionBrowser.SignedInAsync(other));
        Assert.Matches("^session-[0-9a-f]{6}$", host.SessionCookieName());

        var page = (await host.SendAsync(new ApiRequest("GET", "/page").Cookies($"session={visitor.Cookie}"))).ShouldBe(200);
        Assert.Equal((host.SessionCookieName(), visitor.Cookie), (Assert.Single(page.SetCookies).Name, page.SetCookies[0].Value));
        Assert.Equal("session_missing", (await host.SendAsync(new ApiRequest("GET", "/page").Cookies($"session={stranger.Cookie}"))).Code);

        var form = CookieSessionBrowser.Form("/signout", ("csrf_token", page.Body)).Origin(host.Origin);
        var signedOut = await host.SendAsync(form.Cookies($"session={visitor.Cookie}; {other.SessionCookieName()}={stranger.Cookie}"));
        // What was asked was renewed before it was ended: of one name the last one counts.
        Assert.Equal(
            [(host.SessionCookieName(), true), ("session", true)],
            signedOut.ShouldBe(302).SetCookies.GroupBy(cookie => cookie.Name).Select(same => (same.Key, same.Last().Clears)));
    }

    [Fact]
    public async Task Beside_planted_ones_the_living_session_is_found()
    {
        var ended = await CookieSessionBrowser.SignedInAsync(host);
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        await host.Get<SessionService>().EndAsync(ended.Account.Id, ended.SessionId, SessionEnd.EndedByOwner, Caller.Local, CancellationToken.None);

        (await host.SendAsync(new ApiRequest("GET", "/page").Cookies(string.Format(null, "{0}=planted; {0}={1}; {0}={2}", host.SessionCookieName(), ended.Cookie, visitor.Cookie)))).ShouldBe(200);
    }

    [Fact]
    public async Task The_cookie_is_in_no_log()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var csrf = await visitor.CsrfTokenAsync();
        await visitor.PostAsync("/page", ("csrf_token", csrf));

        Assert.Empty(host.Logs.With(visitor.Cookie![60..]));
        Assert.Empty(host.Logs.With(csrf[30..]));
    }

    private Task<ApiResponse> GetAsync(string cookie) => host.SendAsync(new ApiRequest("GET", "/page").Cookies($"{host.SessionCookieName()}={cookie}"));
}
