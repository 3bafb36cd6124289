using System.Collections.Concurrent;
using System.Net;

using Microsoft.Playwright;

using Tandem.Processes.Testing;

namespace Tandem.Browser.Tests;

/// <summary>The server driven by other people's refresh hooks: the code of <c>docs/guides/clients/other-http-clients.md</c>, word for word, in a real browser.</summary>
public sealed class OtherHttpClientTests : ServerAndChromium
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> refreshes = new();
    private readonly ConcurrentQueue<string> refused = new();
    private readonly ConcurrentQueue<string> tokens = new();
    private IBrowserContext? context;

    public static TheoryData<string> Snippets => ["axios-auth-refresh", "ky"];

    private IBrowserContext Context => context!;

    // Expired means: past the tolerance of 10 s as well.
    private protected override string[] Configuration => ["--Tandem:AccessToken:Lifetime=00:00:01"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        context = await Chromium.NewContextAsync(new() { BaseURL = Server.Url });
        await context.RouteAsync("**/snippet/*", ServePageAsync);
        await context.RouteAsync("**/npm/**", route => route.FulfillAsync(new() { ContentType = "text/javascript", Path = BuildPaths.Sample("../node_modules" + Path(route)["/npm".Length..]) }));
        await context.RouteAsync("**/snippets/*", route => route.FulfillAsync(new() { ContentType = "text/javascript", Path = Snippet(Path(route).Split('/')[^1]) }));
        context.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/refresh", StringComparison.Ordinal))
                refreshes.Enqueue(request.Url);
        };
        context.Response += async (_, response) =>
        {
            if (response is { Status: 401 } && response.Url.EndsWith("/orders", StringComparison.Ordinal))
                refused.Enqueue(response.Url);
            if (response is { Status: 200 } && response.Url.EndsWith("/login", StringComparison.Ordinal))
                tokens.Enqueue((await response.JsonAsync())!.Value.GetProperty("accessToken").GetString()!);
        };
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task Requests_refused_side_by_side_are_answered_after_one_refresh(string snippet)
    {
        var page = await SignInAsync(snippet);
        await UntilRefusedAsync();
        await HoldRefreshAsync(page);

        Assert.Equal("200,200,200,200,200,200,200,200", await CallAsync(page, 8));
        Assert.Single(refreshes);
    }

    [Fact]
    public async Task By_default_axios_auth_refresh_fails_what_is_refused_during_the_refresh()
    {
        await Context.RouteAsync("**/snippets/axios-auth-refresh.js", async route =>
        {
            var code = await File.ReadAllTextAsync(Snippet("axios-auth-refresh.js"));
            const string option = ", { deduplicateRefresh: false }";
            Assert.Contains(option, code, StringComparison.Ordinal);
            await route.FulfillAsync(new() { ContentType = "text/javascript", Body = code.Replace(option, "", StringComparison.Ordinal) });
        });
        var page = await SignInAsync("axios-auth-refresh");
        await RefuseTokensAsync();
        await HoldRefreshAsync(page);

        var statuses = (await CallAsync(page, 8)).Split(',').Order(StringComparer.Ordinal);

        Assert.Equal("200,failed,failed,failed,failed,failed,failed,failed", string.Join(',', statuses));
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task Each_tab_refreshes_for_itself_and_none_is_signed_out(string snippet)
    {
        var pages = new List<IPage> { await SignInAsync(snippet), await SignInAsync(snippet), await SignInAsync(snippet), await SignInAsync(snippet) };
        // All on one session: the cookie is that of the last sign-in.
        await RefuseTokensAsync();
        await Task.WhenAll(pages.Select(async page => Assert.Equal("200", await CallAsync(page, 1))));
        Assert.Equal(4, refreshes.Count);
        Assert.All(pages, page => Assert.EndsWith(snippet, page.Url, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task A_server_that_cannot_refresh_now_fails_every_waiting_request_and_the_next_one_works(string snippet)
    {
        var page = await SignInAsync(snippet);
        await RefuseTokensAsync();
        await page.RouteAsync("**/api/auth/refresh", route => route.FulfillAsync(new() { Status = 503, ContentType = "application/problem+json", Body = """{"code":"busy"}""" }));
        Assert.Equal("failed,failed,failed", await CallAsync(page, 3));
        Assert.EndsWith(snippet, page.Url, StringComparison.Ordinal);

        await page.UnrouteAsync("**/api/auth/refresh");
        Assert.Equal("200", await CallAsync(page, 1));
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public async Task A_session_that_is_over_leads_to_the_sign_in_page_with_the_reason(string snippet)
    {
        await Server.RunAsync("users", "create", "--email", "leaver@crm.example", "--verified", "--password-stdin");
        var page = await SignInAsync(snippet, "leaver@crm.example");
        await Server.RunAsync("users", "disable", "--email", "leaver@crm.example");
        await UntilRefusedAsync();

        // The page is gone before the call comes back.
        await page.EvaluateAsync("void call(1)");
        await page.WaitForURLAsync("**/login?reason=session_revoked", new() { Timeout = (float)Patience.TotalMilliseconds });
    }

    private async Task<IPage> SignInAsync(string snippet, string email = "user@crm.example")
    {
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"/snippet/{snippet}");
        await page.WaitForFunctionAsync("Boolean(window.call)");
        await page.EvaluateAsync($"signIn({{ email: '{email}', password: '{CrmServer.Password}' }})");
        return page;
    }

    /// <summary>Statuses of so many requests at the same time.</summary>
    private static Task<string> CallAsync(IPage page, int count) => page.EvaluateAsync<string>($"call({count})");

    /// <summary>All of eight requests are refused before the refresh is answered.</summary>
    private Task<IAsyncDisposable> HoldRefreshAsync(IPage page) => page.RouteAsync("**/api/auth/refresh", async route =>
    {
        await Eventually.IsTrueAsync(() => refused.Count >= 8);
        await route.ContinueAsync();
    });

    private static string Snippet(string file) => BuildPaths.Sample($"../tests/snippets/other-http-clients/{file}");

    /// <summary>Access tokens handed out so far are refused from now on; the session goes on.</summary>
    private async Task RefuseTokensAsync()
    {
        await Server.RunAsync("users", "set-roles", "--email", "user@crm.example", "--role", "user", "--role", "support");
        await UntilRefusedAsync();
    }

    /// <summary>Waits until the token handed out last is refused, for whatever reason.</summary>
    private async Task UntilRefusedAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(Server.Url) };
        await Eventually.IsTrueAsync(() => !tokens.IsEmpty);
        http.DefaultRequestHeaders.Authorization = new("Bearer", tokens.Last());
        await Eventually.IsTrueAsync(async () => (await http.GetAsync("/api/orders")).StatusCode == HttpStatusCode.Unauthorized);
    }

    private static string Path(IRoute route) => new Uri(route.Request.Url).AbsolutePath;

    private static Task ServePageAsync(IRoute route) => route.FulfillAsync(new()
    {
        ContentType = "text/html",
        Body = $$"""
            <!doctype html>
            <script type="importmap">
              { "imports": {
                "axios": "/npm/axios/dist/esm/axios.min.js",
                "axios-auth-refresh": "/npm/axios-auth-refresh/dist/index.esm.js",
                "ky": "/npm/ky/distribution/index.js"
              } }
            </script>
            <script type="module">
              import { api, signIn } from '/snippets/{{Path(route).Split('/')[^1]}}.js';
              window.signIn = signIn;
              const one = () => api.get('/api/orders').then((answer) => answer.status, () => 'failed');
              window.call = async (count) => (await Promise.all(Array.from({ length: count }, one))).join();
            </script>
            """,
    });
}
