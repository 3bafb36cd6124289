using Microsoft.Playwright;

using Tandem.Processes.Testing;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Browser.Tests;

/// <summary>The sample pages with and without a framework, on the packed client, served by the CRM server under its Content-Security-Policy.</summary>
public sealed class ClientPageTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = (float)Patience.TotalMilliseconds };

    private Chromium? browser;
    private CrmServer? server;

    public static TheoryData<string> Pages => ["plain", "vue", "svelte", "angular"];

    public async ValueTask InitializeAsync()
    {
        browser = await Chromium.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        if (server is not null)
            await server.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Somebody_stays_signed_in_across_expiries_reloads_and_tabs_and_signs_out_everywhere(string name)
    {
        await using var visitor = await VisitAsync(name);
        var page = await visitor.SignInAsync("user@crm.example");
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByTestId("user")).ToHaveTextAsync("Uma User");
        await Visitor.PictureAsync(page, $"client-{name}");

        // The sign-in's, and one for each of two expiries.
        await Eventually.IsTrueAsync(() => visitor.Tokens.Distinct().Count() >= 3);
        await page.ReloadAsync();
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync(Patiently);
        var other = await visitor.OpenTabAsync();
        await Expect(other.GetByTestId("order-row").First).ToBeVisibleAsync(Patiently);
        Assert.NotEmpty(await visitor.RefreshCookieAsync());

        await page.GetByTestId("sign-out").ClickAsync();
        await Expect(page.GetByTestId("login-email")).ToBeVisibleAsync(Patiently);
        await Expect(other.GetByTestId("login-email")).ToBeVisibleAsync(Patiently);
        await Expect(other.GetByTestId("order-row")).ToHaveCountAsync(0);
        await Eventually.IsTrueAsync(async () => (await visitor.Context.CookiesAsync([server!.Url])).Count == 0);
        await page.ReloadAsync();
        await Expect(page.GetByTestId("login-email")).ToBeVisibleAsync(Patiently);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Offline_is_told_and_signs_nobody_out(string name)
    {
        await using var visitor = await VisitAsync(name);
        var page = await visitor.SignInAsync("user@crm.example");
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync(Patiently);

        await visitor.Context.SetOfflineAsync(true);
        await Expect(page.GetByTestId("stale")).ToBeVisibleAsync(Patiently);
        await page.GetByTestId("reload").ClickAsync();
        await Expect(page.GetByTestId("trouble")).Not.ToBeEmptyAsync();
        await Expect(page.GetByTestId("user")).ToHaveTextAsync("Uma User");
        await Visitor.PictureAsync(page, $"client-{name}-stale");

        await visitor.Context.SetOfflineAsync(false);
        await Expect(page.GetByTestId("stale")).ToBeHiddenAsync(new() { Timeout = (float)Patience.TotalMilliseconds });
        await page.GetByTestId("reload").ClickAsync();
        await Expect(page.GetByTestId("trouble").Filter(new() { HasTextRegex = new(@"\S") })).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_wrong_password_is_told_no_policy_is_broken_and_no_script_can_read_a_token(string name)
    {
        await using var visitor = await VisitAsync(name);
        var page = await visitor.OpenTabAsync();
        await page.GetByTestId("login-email").FillAsync("user@crm.example");
        await page.GetByTestId("login-password").FillAsync("not the password");
        await page.GetByTestId("login-submit").ClickAsync();
        await Expect(page.GetByTestId("login-message")).Not.ToBeEmptyAsync();

        await page.GetByTestId("login-password").FillAsync(CrmServer.Password);
        await page.GetByTestId("login-submit").ClickAsync();
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync(Patiently);

        await Eventually.IsTrueAsync(() => !visitor.Tokens.IsEmpty);
        var storage = await Visitor.StorageAsync(page);
        foreach (var secret in visitor.Tokens.Append(await visitor.RefreshCookieAsync()))
        {
            Assert.DoesNotContain(secret, storage, StringComparison.Ordinal);
            Assert.DoesNotContain(visitor.Urls, url => url.Contains(secret, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(visitor.Console, line => line.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(visitor.Console, line => line.Contains("Uncaught", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task That_the_session_was_ended_is_told_once(string name)
    {
        await using var visitor = await VisitAsync(name);
        await server!.RunAsync("users", "create", "--email", "leaver@crm.example", "--verified", "--password-stdin");
        var page = await visitor.SignInAsync("leaver@crm.example");
        await page.CloseAsync();
        await server.RunAsync("users", "disable", "--email", "leaver@crm.example");

        page = await visitor.OpenTabAsync();
        await Expect(page.GetByTestId("login-email")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByTestId("reason")).Not.ToBeEmptyAsync();

        page = await visitor.OpenTabAsync();
        await Expect(page.GetByTestId("login-email")).ToBeVisibleAsync(Patiently);
        await Expect(page.GetByTestId("reason").Filter(new() { HasTextRegex = new(@"\S") })).ToHaveCountAsync(0);
        Assert.NotEmpty(await visitor.RefreshCookieAsync());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_refused_token_is_renewed_and_the_request_repeated(string name)
    {
        await using var visitor = await VisitAsync(name, "--Tandem:AccessToken:Lifetime=00:15:00");
        var page = await visitor.SignInAsync("user@crm.example");
        await Eventually.IsTrueAsync(() => visitor.Tokens.Distinct().Count() == 1);
        var refused = 0;
        await page.RouteAsync("**/api/orders", route => Interlocked.Increment(ref refused) > 1 ? route.ContinueAsync() : route.FulfillAsync(new()
        {
            Status = 401,
            ContentType = "application/problem+json",
            Body = """{"status":401,"code":"access_token_expired"}""",
        }));

        await page.GetByTestId("reload").ClickAsync();

        await Eventually.IsTrueAsync(() => refused == 2 && visitor.Tokens.Distinct().Count() == 2);
        await Expect(page.GetByTestId("trouble").Filter(new() { HasTextRegex = new(@"\S") })).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
    }

    private async Task<Visitor> VisitAsync(string name, params string[] settings)
    {
        var web = BuildPaths.Sample($"clients/{name}/dist");
        Assert.True(File.Exists(Path.Combine(web, "index.html")), $"{web} is not built: npm run build");
        server = await CrmServer.StartAsync([$"--Crm:Web={web}", "--Tandem:AccessToken:Lifetime=00:00:03", "--Tandem:RefreshToken:Leeway=00:00:01", .. settings]);
        return new(await browser!.NewContextAsync(new() { BaseURL = server.Url, ViewportSize = new() { Width = 900, Height = 700 } }), server.Url);
    }
}
