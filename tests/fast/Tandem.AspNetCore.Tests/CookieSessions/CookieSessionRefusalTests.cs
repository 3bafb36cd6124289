using Tandem.AspNetCore.CookieSessions;
using Tandem.Operations;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>How whoever may not see a page is told so: people, htmx and programs. No refusal clears the cookie. D10, E8.</summary>
[Trait("requirement", "E8")]
public sealed class CookieSessionRefusalTests(CookieSessionFixture fixture) : IClassFixture<CookieSessionFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task A_person_is_led_to_the_sign_in_page_and_back()
    {
        var answer = (await new CookieSessionBrowser(host).GetAsync("/page?a=1&b=%2F%2Fx")).ShouldBe(302);

        Assert.Equal("/signin?returnUrl=%2Fpage%3Fa%3D1%26b%3D%252F%252Fx", answer.Header("Location"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        var visitor = new CookieSessionBrowser(host);
        Assert.Equal("/page?a=1&b=%2F%2Fx", (await visitor.SignInAsync(await host.CreateAccountAsync(), returnUrl: "/page?a=1&b=%2F%2Fx")).Header("Location"));
    }

    [Fact]
    public async Task What_was_sent_is_not_offered_as_an_address()
    {
        var answer = (await new CookieSessionBrowser(host).PostAsync("/page", ("a", "1"))).ShouldBe(302);

        Assert.Equal("/signin", answer.Header("Location"));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("//evil.example/page")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%5Cevil.example")]
    public async Task A_path_that_would_lead_elsewhere_is_not_offered(string path)
    {
        // Whatever routing makes of it, the address that is offered is a page's here.
        var answer = await host.SendRawAsync($"GET {path} HTTP/1.1", ["Accept: text/html"]);

        Assert.DoesNotContain("returnUrl", answer.Header("Location") ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/orders?page=2", "%2Forders%3Fpage%3D2")]
    [InlineData("https://evil.example/orders", null)]
    [InlineData("//evil.example", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData(null, null)]
    public async Task Htmx_is_led_there_by_its_header_and_back_to_the_page_it_was_on(string? current, string? returnUrl)
    {
        var request = new ApiRequest("GET", "/page").Header("HX-Request", "true").Header("Accept", "text/html");
        if (current is not null)
            request.Header("HX-Current-URL", current.StartsWith("/orders", StringComparison.Ordinal) ? host.Origin + current : current);

        var answer = await host.SendAsync(request);

        Assert.Equal(401, answer.Status);
        Assert.Equal(returnUrl is null ? "/signin" : "/signin?returnUrl=" + returnUrl, answer.Header("HX-Redirect"));
        Assert.StartsWith("<p role=\"alert\">", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_gets_a_problem_document()
    {
        var answer = (await host.GetAsync("/page")).ShouldBe(401, "session_missing");

        answer.ShouldBeProblem("GET /page");
        Assert.Null(answer.Header("Location"));
        Assert.Null(answer.Header("HX-Redirect"));
    }

    [Fact]
    public async Task Who_lacks_a_role_gets_403_as_a_page_a_fragment_or_a_problem_and_the_event_is_written()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        var page = (await visitor.GetAsync("/admin")).ShouldBe(403);
        host.Time.Advance(RefusalLog.Window);
        var fragment = (await visitor.SendAsync(new ApiRequest("GET", "/admin").Header("HX-Request", "true"))).ShouldBe(403);
        host.Time.Advance(RefusalLog.Window);
        (await visitor.SendAsync(new ApiRequest("GET", "/admin"))).ShouldBe(403, "forbidden");

        Assert.StartsWith("<!doctype html>", page.Body, StringComparison.Ordinal);
        Assert.StartsWith("<p role=\"alert\">", fragment.Body, StringComparison.Ordinal);
        Assert.Empty(page.SetCookies);
        Assert.Equal(3, (await host.EventsAsync<AccessDenied>(visitor.SessionId)).Count);
    }

    [Fact]
    public async Task Storage_trouble_is_503_never_a_sign_out_and_pages_for_everybody_are_served()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var store = host.Get<FailingSessionStore>();

        store.Away = true;
        var (page, fragment, problem, open) = (
            await visitor.GetAsync("/page"), await visitor.SendAsync(new ApiRequest("GET", "/page").Header("HX-Request", "true")),
            await visitor.SendAsync(new ApiRequest("GET", "/page")), await visitor.GetAsync("/public"));
        store.Away = false;

        Assert.All([page, fragment, problem], answer =>
        {
            Assert.Equal((503, "2", null), (answer.Status, answer.Header("Retry-After"), answer.Header("HX-Redirect")));
            Assert.Empty(answer.SetCookies);
        });
        Assert.StartsWith("<!doctype html>", page.Body, StringComparison.Ordinal);
        Assert.StartsWith("<p role=\"alert\">", fragment.Body, StringComparison.Ordinal);
        Assert.Equal("storage_unavailable", problem.Code);
        open.ShouldBe(200);
        (await visitor.GetAsync("/page")).ShouldBe(200);
    }

    [Fact]
    public async Task Who_is_refused_keeps_the_cookie()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        await host.Get<Tandem.Sessions.SessionService>().EndAllAsync(
            visitor.Account.Id, null, SessionEnd.EndedByAdmin, Caller.Local, CancellationToken.None);

        Assert.Empty((await visitor.GetAsync("/page")).ShouldBe(302).SetCookies);
        Assert.Empty((await visitor.SendAsync(new ApiRequest("GET", "/page"))).ShouldBe(401, "session_revoked").SetCookies);
    }

    [Fact]
    public async Task Pages_of_somebody_signed_in_are_not_stored_unless_the_application_says_so()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        Assert.Equal("no-store", (await visitor.GetAsync("/page")).Header("Cache-Control"));
        Assert.Equal("no-store", (await visitor.GetAsync("/public")).Header("Cache-Control"));
        Assert.Equal("private, max-age=60", (await visitor.GetAsync("/cached")).Header("Cache-Control"));
        Assert.Null((await new CookieSessionBrowser(host).GetAsync("/public")).Header("Cache-Control"));
    }

    [Fact]
    public async Task Claims_are_those_of_an_access_token()
    {
        await using var withEmail = await TandemHost.StartAsync(CookieSessionFixture.Settings(("AccessToken:Claims", "email")));
        foreach (var claimsHost in new[] { host, withEmail })
        {
            var visitor = await CookieSessionBrowser.SignedInAsync(claimsHost, roles: ["user", "support"]);
            var app = await claimsHost.LoginAsync(visitor.Account.Email);

            var byCookie = (await visitor.GetAsync("/claims")).Body.Replace(visitor.SessionId.ToString(), "S", StringComparison.Ordinal);
            var byToken = (await claimsHost.GetAsync("/claims", app.AccessToken)).Body.Replace(app.SessionId.ToString(), "S", StringComparison.Ordinal);

            Assert.Equal(byToken, byCookie);
            Assert.Contains($"sub={visitor.Account.Id}", byCookie, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_access_token_goes_before_the_cookie_and_other_credentials_do_not()
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var app = await host.SignInAsync();

        Assert.Contains($"sid={app.SessionId}", (await visitor.SendAsync(new ApiRequest("GET", "/claims").Bearer(app.AccessToken))).Body, StringComparison.Ordinal);
        (await visitor.SendAsync(new ApiRequest("GET", "/claims").Bearer("x"))).ShouldBe(401, "access_token_invalid");
        Assert.Contains($"sid={visitor.SessionId}", (await visitor.SendAsync(new ApiRequest("GET", "/claims").Header("Authorization", "Basic eA=="))).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("signin")]
    [InlineData("//evil.example")]
    [InlineData("https://evil.example/signin")]
    [InlineData("/signin?x=1")]
    [InlineData("")]
    public void The_sign_in_page_must_be_a_path_of_this_host(string path) =>
        Assert.Throws<ArgumentException>(() => new Microsoft.Extensions.DependencyInjection.ServiceCollection()
            .AddTandemSession(options => options.SignInPath = path));
}
