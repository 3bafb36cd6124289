using System.Net;

using Microsoft.AspNetCore.Builder;

using Tandem.Accounts;
using Tandem.AspNetCore.Tests.CookieSessions;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Revocation;

/// <summary>A stream of any endpoint and any scheme is cut when its session is over. D6, C9.</summary>
[Trait("requirement", "D6")]
public sealed class OpenRequestTests(OpenRequestTests.Fixture fixture) : IClassFixture<OpenRequestTests.Fixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TandemHost host = fixture.Host;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, Func<TandemHost, Account, Guid, Task>> Ends => new()
    {
        { "the account is disabled", (host, account, _) => host.Get<AccountService>().DisableAsync(account, Caller.Local, Cancellation) },
        { "it is ended", (host, account, session) => host.Get<SessionService>().EndAsync(account.Id, session, SessionEnd.EndedByAdmin, Caller.Local, Cancellation) },
        { "all are ended", (host, account, _) => host.Get<SessionService>().EndAllAsync(account.Id, null, SessionEnd.EndedByOwner, Caller.Local, Cancellation) },
        { "roles change", (host, account, _) => host.Get<AccountService>().SetRolesAsync(account, ["other"], Caller.Local, Cancellation) },
    };

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task A_stream_that_a_cookie_session_opened_is_cut_when(string what, Func<TandemHost, Account, Guid, Task> end)
    {
        Assert.NotEmpty(what);
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        using var stream = await OpenAsync(visitor);

        await end(host, visitor.Account, visitor.SessionId);

        await EndsAsync(stream);
    }

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task A_stream_that_an_access_token_opened_is_cut_when(string what, Func<TandemHost, Account, Guid, Task> end)
    {
        Assert.NotEmpty(what);
        var account = await host.CreateAccountAsync();
        var signedIn = await host.LoginAsync(account.Email);
        using var stream = await OpenAsync(signedIn);

        await end(host, account, signedIn.SessionId);

        await EndsAsync(stream);
    }

    // Its own authentication stands behind Tandem's stages then.
    [Fact]
    public async Task A_stream_is_cut_where_the_application_authenticates_itself()
    {
        var usual = CookieSessionFixture.Settings();
        await using var own = await TandemHost.StartAsync(usual with
        {
            Map = app =>
            {
                app.UseAuthentication();
                app.UseAuthorization();
                usual.Map(app);
            },
        });
        var visitor = await CookieSessionBrowser.SignedInAsync(own);
        var signedIn = await own.SignInAsync();
        using var byCookie = await OpenAsync(visitor, own);
        using var byToken = await OpenAsync(own, "Authorization", "Bearer " + signedIn.AccessToken);

        Pass(own, TimeSpan.FromDays(7));

        await EndsAsync(byCookie);
        await EndsAsync(byToken);
    }

    [Fact]
    public async Task A_session_that_nobody_uses_any_more_ends_with_its_streams()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        using var byCookie = await OpenAsync(visitor);
        using var byToken = await OpenAsync(await host.SignInAsync());

        Pass(host, TimeSpan.FromDays(7));

        await EndsAsync(byCookie);
        await EndsAsync(byToken);
    }

    [Fact]
    public async Task A_session_that_is_used_elsewhere_keeps_its_streams_until_that_is_too_long_ago()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        using var used = await OpenAsync(visitor);
        using var unused = await OpenAsync(await CookieSessionBrowser.SignedInAsync(host));
        Pass(host, TimeSpan.FromDays(6));
        (await visitor.GetAsync(CookieSessionFixture.Page)).ShouldBe(200);

        Pass(host, TimeSpan.FromDays(2));
        await EndsAsync(unused);
        Assert.False(used.Read.IsCompleted);

        Pass(host, TimeSpan.FromDays(6));
        await EndsAsync(used);
    }

    [Fact]
    public async Task The_absolute_end_cuts_however_much_the_session_is_used()
    {
        await using var limited = await TandemHost.StartAsync(CookieSessionFixture.Settings(("RefreshToken:AbsoluteLifetime", "10.00:00:00")));
        var visitor = await CookieSessionBrowser.SignedInAsync(limited);
        Pass(limited, TimeSpan.FromDays(5));
        (await visitor.GetAsync(CookieSessionFixture.Page)).ShouldBe(200);
        using var stream = await OpenAsync(visitor, limited);

        Pass(limited, TimeSpan.FromDays(5));

        await EndsAsync(stream);
    }

    [Fact]
    public async Task What_ends_its_own_session_is_answered()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        (await visitor.PostAsync("/signout", ("csrf_token", await visitor.CsrfTokenAsync()))).ShouldBe(302);
    }

    // A timer that comes due on the way fires there, and once more at the end.
    private static void Pass(TandemHost on, TimeSpan time)
    {
        on.Time.Advance(time);
        on.Time.Advance(TimeSpan.FromSeconds(2));
    }

    private Task<OpenStream> OpenAsync(CookieSessionBrowser visitor, TandemHost? on = null) =>
        OpenAsync(on ?? host, "Cookie", "session=" + visitor.Cookie);

    private Task<OpenStream> OpenAsync(ApiResponse signedIn) => OpenAsync(host, "Authorization", "Bearer " + signedIn.AccessToken);

    private static async Task<OpenStream> OpenAsync(TandemHost on, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, CookieSessionFixture.Stream);
        request.Headers.Add(header, value);
        var response = await on.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var body = await response.Content.ReadAsStreamAsync(Cancellation);
        return new OpenStream(response, body.CopyToAsync(Stream.Null, Cancellation));
    }

    private static Task<IOException> EndsAsync(OpenStream stream) => Assert.ThrowsAnyAsync<IOException>(() => stream.Read.WaitAsync(Patience, Cancellation));

    private sealed record OpenStream(HttpResponseMessage Response, Task Read) : IDisposable
    {
        public void Dispose() => Response.Dispose();
    }

    public sealed class Fixture() : HostFixture(CookieSessionFixture.Settings());
}
