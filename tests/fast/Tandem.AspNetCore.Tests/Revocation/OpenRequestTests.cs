using System.Net;

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

    [Fact]
    public async Task A_session_that_nobody_uses_any_more_ends_with_its_streams()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var signedIn = await host.SignInAsync();
        using var byCookie = await OpenAsync(visitor);
        using var byToken = await OpenAsync(signedIn);

        host.Time.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(2));

        await EndsAsync(byCookie);
        await EndsAsync(byToken);
    }

    [Fact]
    public async Task A_session_that_is_used_elsewhere_keeps_its_streams_until_that_is_too_long_ago()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        using var stream = await OpenAsync(visitor);
        host.Time.Advance(TimeSpan.FromDays(6));
        (await visitor.GetAsync(CookieSessionFixture.Page)).ShouldBe(200);

        host.Time.Advance(TimeSpan.FromDays(2));
        using var later = await OpenAsync(visitor);
        Assert.True(await GoesOnAsync(stream));

        host.Time.Advance(TimeSpan.FromDays(8));
        await EndsAsync(stream);
        await EndsAsync(later);
    }

    [Fact]
    public async Task The_absolute_end_cuts_however_much_the_session_is_used()
    {
        await using var limited = await TandemHost.StartAsync(CookieSessionFixture.Settings(("RefreshToken:AbsoluteLifetime", "10.00:00:00")));
        var visitor = await CookieSessionBrowser.SignedInAsync(limited);
        limited.Time.Advance(TimeSpan.FromDays(5));
        using var stream = await OpenAsync(visitor, limited);

        limited.Time.Advance(TimeSpan.FromDays(4));
        (await visitor.GetAsync(CookieSessionFixture.Page)).ShouldBe(200);
        Assert.True(await GoesOnAsync(stream));
        limited.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(2));

        await EndsAsync(stream);
    }

    [Fact]
    public async Task What_ends_its_own_session_is_answered()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        (await visitor.PostAsync("/signout", ("csrf_token", await visitor.CsrfTokenAsync()))).ShouldBe(302);
    }

    private Task<HttpResponseMessage> OpenAsync(CookieSessionBrowser visitor, TandemHost? on = null) =>
        OpenAsync(on ?? host, "Cookie", "session=" + visitor.Cookie);

    private Task<HttpResponseMessage> OpenAsync(ApiResponse signedIn) => OpenAsync(host, "Authorization", "Bearer " + signedIn.AccessToken);

    private static async Task<HttpResponseMessage> OpenAsync(TandemHost on, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, CookieSessionFixture.Stream);
        request.Headers.Add(header, value);
        var response = await on.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return response;
    }

    private static async Task<bool> GoesOnAsync(HttpResponseMessage response)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        try
        {
            await (await response.Content.ReadAsStreamAsync(Cancellation)).CopyToAsync(Stream.Null, patience.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task EndsAsync(HttpResponseMessage response)
    {
        using var patience = new CancellationTokenSource(Patience);
        var body = await response.Content.ReadAsStreamAsync(Cancellation);
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null, patience.Token));
    }

    public sealed class Fixture() : HostFixture(CookieSessionFixture.Settings());
}
