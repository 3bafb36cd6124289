using Microsoft.Playwright;

using Tandem.Processes.Testing;

namespace Tandem.Browser.Tests;

/// <summary>axios as pages use it, over XMLHttpRequest, with the rules of the client.</summary>
public sealed class AxiosTests : ServerAndChromium
{
    private const string Page = """
        <!doctype html>
        <script type="importmap">{ "imports": { "axios": "/axios.js" } }</script>
        <script type="module">
          import axios from 'axios';
          import { createAuthClient } from '/client/index.js';
          import { attachAuth } from '/client/axios/index.js';
          window.auth = createAuthClient({ refresh: 'on-demand' });
          window.api = axios.create();
          attachAuth(window.api, window.auth);
        </script>
        """;

    /// <summary>How the token is received that the page has: past the client, which would renew it.</summary>
    private const string Probe =
        "auth.getAccessToken().then((token) => fetch('/api/orders', { headers: { authorization: `Bearer ${token}` } })).then((answer) => answer.status)";

    private readonly List<string> refreshes = [];
    private IPage? page;

    private protected override string[] Configuration => [$"--Crm:Web={BuildPaths.Sample("clients/plain/dist")}"];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        page = await (await Chromium.NewContextAsync(new() { BaseURL = Server.Url })).NewPageAsync();
        // A page of the server's origin, and axios as it is published.
        await page.RouteAsync("**/blank", route => route.FulfillAsync(new() { ContentType = "text/html", Body = Page }));
        await page.RouteAsync("**/axios.js", route => route.FulfillAsync(new() { ContentType = "text/javascript", Path = BuildPaths.Sample("../node_modules/axios/dist/esm/axios.min.js") }));
        page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/refresh", StringComparison.Ordinal))
                refreshes.Add(request.Url);
        };
        await page.GotoAsync("/blank");
        await page.WaitForFunctionAsync("Boolean(window.api)");
        await page.EvaluateAsync($"auth.signIn({{ email: 'user@crm.example', password: '{CrmServer.Password}' }}).then(() => null)");
    }

    [Fact]
    public async Task Refused_requests_over_XMLHttpRequest_are_repeated_after_one_refresh_with_upload_progress()
    {
        Assert.Equal(200, await page!.EvaluateAsync<int>("api.get('/api/orders').then((answer) => answer.status)"));
        Assert.Empty(refreshes);

        // Every access token handed out so far is refused from now on, within a second; the session goes on.
        await Server.RunAsync("users", "set-roles", "--email", "user@crm.example", "--role", "user", "--role", "support");
        await Eventually.IsTrueAsync(async () => await page.EvaluateAsync<int>(Probe) == 401);

        var said = await page.EvaluateAsync<string>("""
            async () => {
              let uploaded = 0;
              const order = { customer: 'Ada', item: 'Bell', quantity: 1, amount: 3 };
              const answers = await Promise.all([
                api.post('/api/orders', order, { onUploadProgress: (event) => (uploaded = event.loaded) }),
                ...Array.from({ length: 6 }, () => api.get('/api/orders')),
              ]);
              const xhr = answers.every((answer) => answer.request instanceof XMLHttpRequest);
              return [xhr, uploaded === JSON.stringify(order).length, ...answers.map((answer) => answer.status)].join();
            }
            """);

        Assert.Equal("true,true,201,200,200,200,200,200,200", said);
        Assert.Single(refreshes);
    }
}
