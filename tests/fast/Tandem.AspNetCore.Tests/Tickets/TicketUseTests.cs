using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.CookieSessions;
using Tandem.Operations;

namespace Tandem.AspNetCore.Tests.Tickets;

/// <summary>What a ticket opens: once, in time, and only where an endpoint allows it.</summary>
public sealed class TicketUseTests(TicketFixture fixture) : IClassFixture<TicketFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("ticket={0}")]
    [InlineData("Ticket={0}")]
    [InlineData("id=7&ticket={0}&x=")]
    [InlineData("access_token={0}")]
    [InlineData("id=7&access_token={0}")]
    public async Task Whoever_presents_it_is_who_asked_for_it(string query)
    {
        var signedIn = await host.SignInAsync(roles: ["user", "seller"]);
        var ticket = await host.TicketAsync(signedIn.AccessToken);

        var answer = (await host.GetAsync($"{TicketFixture.Download}?{string.Format(null, query, ticket)}")).ShouldBe(200);

        Assert.Equal(
            (await host.GetAsync(TicketFixture.Download, signedIn.AccessToken)).Body, answer.Body);
        Assert.Contains("roles=seller", answer.Body, StringComparison.Ordinal);
        Assert.Contains($"sid={signedIn.SessionId}", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_carries_the_claims_that_are_configured()
    {
        await using var telling = await TandemHost.StartAsync(TicketFixture.Settings(("AccessToken:Claims", "email")));
        var account = await telling.CreateAccountAsync();
        var ticket = await telling.TicketAsync((await telling.LoginAsync(account.Email)).AccessToken);

        Assert.Contains($"email={account.Email}", (await telling.DownloadAsync(ticket)).ShouldBe(200).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_attribute_allows_it_as_well()
    {
        var ticket = await host.TicketAsync((await host.SignInAsync()).AccessToken);

        Assert.Equal("marked", (await host.GetAsync($"/marked?ticket={ticket}")).ShouldBe(200).Body);
    }

    [Fact]
    public async Task It_is_good_once()
    {
        var ticket = await host.TicketAsync((await host.SignInAsync()).AccessToken);

        (await host.DownloadAsync(ticket)).ShouldBe(200);

        var again = (await host.DownloadAsync(ticket)).ShouldBe(401, "ticket_invalid").ShouldBeProblem("a used ticket");
        Assert.Equal("Bearer error=\"invalid_token\", error_description=\"The ticket is not valid\"", again.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Of_many_who_use_it_at_once_exactly_one_gets_in()
    {
        var signedIn = await host.SignInAsync();
        for (var round = 0; round < 10; round++)
        {
            var ticket = await host.TicketAsync(signedIn.AccessToken);

            var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => host.DownloadAsync(ticket))));

            Assert.Equal(1, answers.Count(answer => answer.Status == 200));
            Assert.Equal(15, answers.Count(answer => answer.Code == "ticket_invalid"));
        }
    }

    [Fact]
    public async Task It_is_good_until_thirty_seconds_have_passed()
    {
        var signedIn = await host.SignInAsync();
        var early = await host.TicketAsync(signedIn.AccessToken);
        var late = await host.TicketAsync(signedIn.AccessToken);

        host.Time.Advance(TimeSpan.FromSeconds(30) - Second);
        (await host.DownloadAsync(early)).ShouldBe(200);
        host.Time.Advance(Second);
        (await host.DownloadAsync(late)).ShouldBe(401, "ticket_invalid");
        host.Time.SetWallClock(-Second);
        (await host.DownloadAsync(late)).ShouldBe(401, "ticket_invalid");
    }

    [Fact]
    public async Task It_outlives_the_access_token_that_asked_for_it()
    {
        await using var brief = await TandemHost.StartAsync(TicketFixture.Settings(("AccessToken:Lifetime", "00:00:01")));
        var signedIn = await brief.SignInAsync();
        var ticket = await brief.TicketAsync(signedIn.AccessToken);
        brief.Time.Advance(TimeSpan.FromSeconds(29));

        (await brief.AskForTicketAsync(signedIn.AccessToken)).ShouldBe(401, "access_token_expired");
        (await brief.DownloadAsync(ticket)).ShouldBe(200);
    }

    [Fact]
    public async Task A_restart_keeps_those_that_wait_and_forgets_none_that_were_used()
    {
        await using var restarted = await TandemHost.StartAsync(TicketFixture.Settings());
        var signedIn = await restarted.SignInAsync();
        var (used, waiting) = (await restarted.TicketAsync(signedIn.AccessToken), await restarted.TicketAsync(signedIn.AccessToken));
        await restarted.DownloadAsync(used);

        await restarted.RestartAsync();

        (await restarted.DownloadAsync(used)).ShouldBe(401, "ticket_invalid");
        (await restarted.DownloadAsync(waiting)).ShouldBe(200);
        (await restarted.DownloadAsync(waiting)).ShouldBe(401, "ticket_invalid");
    }

    [Fact]
    public async Task Endpoints_that_do_not_allow_it_do_not_see_it()
    {
        var ticket = await host.TicketAsync((await host.SignInAsync()).AccessToken);

        foreach (var path in new[] { ApplicationEndpoints.Private, "/api/me", "/api/auth/sessions" })
        {
            (await host.GetAsync($"{path}?ticket={ticket}")).ShouldBe(401, "access_token_missing");
            (await host.GetAsync($"{path}?access_token={ticket}")).ShouldBe(400, "token_in_query");
        }

        (await host.DownloadAsync(ticket)).ShouldBe(200);
    }

    [Fact]
    public async Task Beside_page_sessions_it_is_judged_as_a_ticket_and_their_cookie_gets_none()
    {
        await using var pages = await TandemHost.StartAsync(new TandemHostSettings
        {
            Services = builder => builder.Services.AddTandemSession(),
            Map = TicketFixture.Map,
        });
        var signedIn = await pages.SignInAsync();
        var ticket = await pages.TicketAsync(signedIn.AccessToken);

        (await pages.DownloadAsync(ticket)).ShouldBe(200);
        (await pages.DownloadAsync(ticket)).ShouldBe(401, "ticket_invalid");
        (await pages.GetAsync(TicketFixture.Download)).ShouldBe(401, "session_missing");
        (await pages.SendAsync(new ApiRequest("POST", "/api/auth/ticket").Cookies("session=anything"))).ShouldBe(401, "access_token_missing");
    }

    [Fact]
    public async Task In_a_link_that_somebody_planted_it_does_not_decide_who_the_holder_of_a_cookie_session_is()
    {
        await using var pages = await TandemHost.StartAsync(new TandemHostSettings
        {
            Services = builder => builder.Services.AddTandemSession(),
            Map = app =>
            {
                TicketFixture.Map(app);
                app.MapPost("/signin", async (HttpContext context, CookieSessionSignIn signIn) =>
                {
                    var form = await context.Request.ReadFormAsync();
                    return (await signIn.SignInAsync(context, form["email"], form["password"])).ToString();
                }).AllowAnonymous();
            },
        });
        var (victim, thief) = (await pages.CreateAccountAsync(), await pages.SignInAsync());
        var form = $"email={Uri.EscapeDataString(victim.Email)}&password={Uri.EscapeDataString(TestAccounts.Password)}";
        var signedIn = (await pages.SendAsync(new ApiRequest("POST", "/signin").Body(form, "application/x-www-form-urlencoded"))).ShouldBe(200);
        var session = signedIn.SetCookies.Single();
        var ticket = await pages.TicketAsync(thief.AccessToken);
        var link = $"{TicketFixture.Download}?ticket={ticket}";

        Assert.Contains($"sub={victim.Id}", (await pages.SendAsync(new ApiRequest("GET", link).Cookies($"{session.Name}={session.Value}"))).ShouldBe(200).Body, StringComparison.Ordinal);
        var alone = (await pages.SendAsync(new ApiRequest("GET", link).Cookies($"{session.Name}=garbage"))).ShouldBe(200);
        Assert.Contains($"sid={thief.SessionId}", alone.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_header_it_is_no_token()
    {
        var ticket = await host.TicketAsync((await host.SignInAsync()).AccessToken);

        (await host.GetAsync(TicketFixture.Download, ticket)).ShouldBe(401, "access_token_invalid");
        (await host.DownloadAsync(ticket)).ShouldBe(200);
    }

    [Fact]
    public async Task A_header_wins_and_leaves_the_ticket_unused()
    {
        var (asking, other) = (await host.SignInAsync(), await host.SignInAsync());
        var ticket = await host.TicketAsync(asking.AccessToken);
        var path = $"{TicketFixture.Download}?ticket={ticket}";

        Assert.Contains($"sid={other.SessionId}", (await host.GetAsync(path, other.AccessToken)).ShouldBe(200).Body, StringComparison.Ordinal);
        (await host.GetAsync(path, "nonsense")).ShouldBe(401, "access_token_invalid");
        (await host.SendAsync(new ApiRequest("GET", path).Header("Authorization", "Basic dTpw"))).ShouldBe(401, "access_token_missing");
        (await host.GetAsync(path)).ShouldBe(200);
    }

    [Fact]
    public async Task An_access_token_in_the_query_is_refused_there_too()
    {
        var signedIn = await host.SignInAsync();
        var ticket = await host.TicketAsync(signedIn.AccessToken);

        foreach (var query in new[]
        {
            $"access_token={signedIn.AccessToken}", $"ticket={ticket}&access_token={signedIn.AccessToken}", $"token={ticket}", $"id_token={ticket}",
            $"access_token={ticket}&access_token={signedIn.AccessToken}",
        })
            (await host.GetAsync($"{TicketFixture.Download}?{query}")).ShouldBe(400, "token_in_query").ShouldBeProblem(query);

        (await host.GetAsync($"{TicketFixture.Download}?ticket={signedIn.AccessToken}")).ShouldBe(401, "ticket_invalid");
        // What is none of Tandem's tokens is the application's.
        (await host.GetAsync($"{TicketFixture.Download}?access_token=")).ShouldBe(401, "access_token_missing");
        (await host.GetAsync($"{TicketFixture.Download}?ticket={ticket}&token=room")).ShouldBe(200);
    }

    [Fact]
    public async Task What_is_not_exactly_one_ticket_is_refused()
    {
        var token = (await host.SignInAsync()).AccessToken;
        var (one, two) = (await host.TicketAsync(token), await host.TicketAsync(token));
        foreach (var query in new[]
        {
            "ticket", "ticket=", "ticket=%20", $"ticket=%20{one}", $"ticket={one}%20", $"ticket={one}=", $"ticket={one[..^1]}", $"ticket={one}A",
            $"ticket={one.ToUpperInvariant()}", $"ticket={one["tandem_ticket_".Length..]}", "ticket=tandem_ticket_", $"ticket={one[..^1]}%00",
            $"ticket=tandem_ticket_{new string('A', 44)}", $"ticket={new string('A', 7000)}", $"ticket=tandem_ticket_{new string('A', 7000)}",
            $"ticket={one}&ticket={one}", $"ticket={one}&ticket={two}", $"ticket={one}&access_token={two}", $"access_token={one}&access_token={two}",
            $"ticket={one}&ticket", "ticket=%ff%fe", "ticket=%F0%9F%8E%AB",
        })
            (await host.GetAsync($"{TicketFixture.Download}?{query}")).ShouldBe(401, "ticket_invalid").ShouldBeProblem(query);

        (await host.DownloadAsync(one)).ShouldBe(200);
        (await host.DownloadAsync(two)).ShouldBe(200);
    }

    [Fact]
    public async Task Where_nobody_must_be_signed_in_it_tells_who_it_is_and_a_bad_one_nothing()
    {
        var ticket = await host.TicketAsync((await host.SignInAsync()).AccessToken);

        Assert.Equal("somebody", (await host.GetAsync($"/ticketed/anybody?ticket={ticket}")).ShouldBe(200).Body);
        Assert.Equal("nobody", (await host.GetAsync($"/ticketed/anybody?ticket={ticket}")).ShouldBe(200).Body);
    }

    [Fact]
    public async Task A_role_that_is_missing_is_403_and_reported_as_everywhere()
    {
        var signedIn = await host.SignInAsync();
        var ticket = await host.TicketAsync(signedIn.AccessToken);

        (await host.GetAsync($"/ticketed/admin?ticket={ticket}")).ShouldBe(403, "forbidden");

        Assert.Equal("/ticketed/admin", Assert.Single(await host.EventsAsync<AccessDenied>(signedIn.SessionId)).Path);
    }

    [Theory]
    [InlineData("?ticket={0}", "")]
    [InlineData("?access_token={0}", "")]
    [InlineData("?a=1&ticket={0}&b=%26%C3%A4&b=2", "?a=1&b=%26%C3%A4&b=2")]
    public async Task The_application_does_not_see_it(string query, string seen)
    {
        var ticket = await host.TicketAsync((await host.SignInAsync()).AccessToken);

        Assert.Equal(seen, (await host.GetAsync("/ticketed/query" + string.Format(null, query, ticket))).ShouldBe(200).Body);
    }

    [Fact]
    public async Task The_answer_is_for_nobody_else_unless_the_endpoint_says_so()
    {
        var token = (await host.SignInAsync()).AccessToken;

        var download = await host.DownloadAsync(await host.TicketAsync(token));
        var cached = await host.GetAsync($"/ticketed/cached?ticket={await host.TicketAsync(token)}");

        Assert.Equal(("private, no-store", "no-referrer"), (download.Header("Cache-Control"), download.Header("Referrer-Policy")));
        Assert.Equal("private, max-age=60", cached.ShouldBe(200).Header("Cache-Control"));
        Assert.Null((await host.GetAsync(TicketFixture.Download, token)).Header("Cache-Control"));
    }

    [Fact]
    public async Task It_is_in_no_log()
    {
        var token = (await host.SignInAsync()).AccessToken;
        var (one, two) = (await host.TicketAsync(token), await host.TicketAsync(token));
        foreach (var path in new[] { TicketFixture.Download, "/ticketed/admin", "/ticketed/query", ApplicationEndpoints.Private, "/api/me", "/nowhere" })
        {
            foreach (var name in new[] { "ticket", "access_token", "token" })
            {
                await host.GetAsync($"{path}?{name}={one}");
                await host.GetAsync($"{path}?{name}={two}&x=1", token);
            }
        }

        await host.GetAsync(TicketFixture.Download, one);
        Assert.Empty(host.Logs.With(one[20..]).Concat(host.Logs.With(two[20..])));
    }
}
