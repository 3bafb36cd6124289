using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.CookieSessions;
using Tandem.Operations;

namespace Tandem.AspNetCore.Tests.Browsers;

/// <summary>A page whose origin is not listed: the operator is told with the line to paste, once a minute, and the event log knows.</summary>
public sealed class OriginWarningTests
{
    private const string Page = "https://crm.example.com";

    [Theory]
    [InlineData("/api/auth/login")]
    [InlineData("/api/auth/refresh")]
    public async Task A_preflight_of_it_is_a_warning_an_event_and_a_code_in_the_request_line(string path)
    {
        await using var host = await StartAsync();

        var answer = await host.SendAsync(Preflight(path, Page));

        Assert.Equal((204, null), (answer.Status, answer.Header("Access-Control-Allow-Origin")));
        var warning = Assert.Single(host.Logs.With(" Warning 1171 "));
        Assert.Contains($"A page of {Page} was refused at {path} (origin_not_allowed). If the page is yours, set Tandem__Frontends__1={Page}", warning, StringComparison.Ordinal);
        var refused = Assert.Single(await host.EventsAsync<OriginRefused>());
        Assert.Equal((Page, path), (refused.Origin, refused.Path));
        Assert.Matches($@"OPTIONS {path} 204 in [0-9.]+ ms \(origin_not_allowed\), request ", await RequestLineAsync(host, answer.Header("X-Request-Id")!));
    }

    [Theory]
    [InlineData("/app/private")]
    [InlineData("/nowhere")]
    public async Task A_preflight_for_the_applications_own_endpoints_is_the_applications_to_judge(string path)
    {
        await using var host = await StartAsync();

        Assert.Null((await host.SendAsync(Preflight(path, Page))).Header("Access-Control-Allow-Origin"));

        Assert.Empty(host.Logs.With(" Warning 117"));
        Assert.Empty(await host.EventsAsync<OriginRefused>());
    }

    [Fact]
    public async Task A_sign_in_of_it_is_one_too()
    {
        await using var host = await StartAsync();

        var answer = (await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Origin(Page).Json(new { email = "a@example.com", password = TestAccounts.Password })))
            .ShouldBe(403, "origin_not_allowed");

        Assert.Contains($"Tandem__Frontends__1={Page}", Assert.Single(host.Logs.With(" Warning 1171 ")), StringComparison.Ordinal);
        Assert.Single(await host.EventsAsync<OriginRefused>());
        Assert.Matches(@"POST /api/auth/login 403 in [0-9.]+ ms \(origin_not_allowed\), request ", await RequestLineAsync(host, answer.Header("X-Request-Id")!));
    }

    [Fact]
    public async Task It_is_said_once_a_minute_with_the_number_of_the_rest()
    {
        await using var host = await StartAsync();

        for (var i = 0; i < 50; i++)
            await host.SendAsync(Preflight("/api/auth/login", $"https://made-up-{i}.example.com"));
        Assert.Single(host.Logs.With(" Warning 117"));
        host.Time.Advance(TimeSpan.FromSeconds(59));
        await host.SendAsync(Preflight("/api/auth/login", Page));
        Assert.Single(host.Logs.With(" Warning 117"));
        host.Time.Advance(TimeSpan.FromSeconds(1));
        await host.SendAsync(Preflight("/api/auth/login", Page));

        Assert.Contains("and 50 other requests were since the last such line", Assert.Single(host.Logs.With(" Warning 1172 ")), StringComparison.Ordinal);
        Assert.Equal(2, (await host.EventsAsync<OriginRefused>()).Count);
    }

    [Theory]
    [InlineData("https://app.example.com")]
    [InlineData("https://listed.example.com")]
    public async Task A_listed_page_is_none(string origin)
    {
        await using var host = await StartAsync();

        Assert.Equal(origin, (await host.SendAsync(Preflight("/api/auth/login", origin))).Header("Access-Control-Allow-Origin"));

        Assert.Empty(host.Logs.With(" Warning 117"));
        Assert.Empty(await host.EventsAsync<OriginRefused>());
    }

    [Fact]
    public async Task An_endpoint_with_a_policy_of_the_applications_own_is_judged_by_that_alone()
    {
        await using var host = await StartAsync();

        await host.SendAsync(Preflight("/partners", "https://partner.example.org"));
        await host.SendAsync(Preflight("/partners", Page));
        // No preflight: a program that asks what there is.
        await host.SendAsync(new ApiRequest("OPTIONS", "/api/auth/login").Origin(Page));

        Assert.Empty(host.Logs.With(" Warning 117"));
    }

    [Theory]
    [InlineData("http://crm.example.com", "A page over plain HTTP cannot be listed")]
    [InlineData("null", "The page has no origin")]
    [InlineData("no-origin", "That is not an origin")]
    public async Task What_cannot_be_listed_gets_no_line(string origin, string said)
    {
        await using var host = await StartAsync();

        await host.SendAsync(Preflight("/api/auth/login", origin));

        var warning = Assert.Single(host.Logs.With(" Warning 1171 "));
        Assert.Contains(said, warning, StringComparison.Ordinal);
        Assert.DoesNotContain("Tandem__", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://a.example.com\u202eevil\u001b[31m", 0)]
    [InlineData("a", 9000)]
    [InlineData("https://", 8000)]
    public async Task What_comes_from_a_request_is_cleaned_and_cut(string origin, int padding)
    {
        await using var host = await StartAsync();

        await host.SendAsync(Preflight("/api/auth/login" + new string('x', Math.Min(padding, 2000)), origin + new string('a', padding)));

        var warning = host.Logs.With(" Warning 1171 ").Single();
        Assert.InRange(warning.Length, 1, 1_200);
        Assert.DoesNotContain(warning.Replace("…", "", StringComparison.Ordinal), character => char.IsControl(character) || character > '~');
        Assert.InRange(Assert.Single(await host.EventsAsync<OriginRefused>()).Origin.Length, 1, 256);
    }

    // What is forged with a line break never gets that far: the web server refuses such a header.
    [Fact]
    public async Task A_form_of_a_foreign_page_names_the_public_url()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Services = builder => builder.Services.AddTandemSession(),
            Map = app => app.MapPost("/signin", (HttpContext context, CookieSessionSignIn signIn) => signIn.SignInAsync(context, "a@example.com", "x")),
        });

        await host.SendAsync(new ApiRequest("POST", "/signin").Origin(Page));

        Assert.Contains($"set Tandem__PublicUrl={Page}", Assert.Single(host.Logs.With(" Warning 1171 ")), StringComparison.Ordinal);
        Assert.Single(await host.EventsAsync<OriginRefused>());
        Assert.Matches(@"POST /signin 200 in [0-9.]+ ms \(origin_not_allowed\), request ", await RequestLineAsync(host, "POST /signin"));
    }

    private static ApiRequest Preflight(string path, string origin) =>
        new ApiRequest("OPTIONS", path).Origin(origin).Header("Access-Control-Request-Method", "POST").Header("Access-Control-Request-Headers", "content-type");

    private static Task<TandemHost> StartAsync() => TandemHost.StartAsync(new TandemHostSettings
    {
        Configuration = new Dictionary<string, string?>
        {
            ["Tandem:PublicUrl"] = "https://app.example.com",
            ["Tandem:Frontends:0"] = "https://listed.example.com",
            ["Tandem:RefreshToken:Delivery"] = "cookie",
        },
        Services = builder => builder.Services.AddCors(options => options.AddPolicy("partners", policy => policy.WithOrigins("https://partner.example.org").AllowAnyMethod())),
        Map = app =>
        {
            app.MapTandem();
            app.MapPost("/partners", () => "partners").RequireCors("partners");
        },
    });

    private static async Task<string> RequestLineAsync(TandemHost host, string part)
    {
        // The line is written when the answer is complete, which the client may know first.
        while (true)
        {
            if (host.Logs.With(" 1001 ", part).SingleOrDefault() is { } line)
                return line;
            await Task.Yield();
        }
    }
}
