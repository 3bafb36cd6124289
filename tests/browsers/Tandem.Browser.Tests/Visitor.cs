using System.Collections.Concurrent;
using System.Text.Json;

using Microsoft.Playwright;

using Tandem.Processes.Testing;

namespace Tandem.Browser.Tests;

/// <summary>One person with one browser and any number of tabs.</summary>
internal sealed class Visitor(IBrowserContext context, string url) : IAsyncDisposable
{
    public IBrowserContext Context => context;

    /// <summary>Every URL requested, in any tab.</summary>
    public ConcurrentQueue<string> Urls { get; } = new();

    /// <summary>Everything the console said.</summary>
    public ConcurrentQueue<string> Console { get; } = new();

    /// <summary>Every token the browser was given.</summary>
    public ConcurrentQueue<string> Tokens { get; } = new();

    public async Task<IPage> OpenTabAsync(string path = "/")
    {
        var page = await context.NewPageAsync();
        page.Request += (_, request) => Urls.Enqueue(request.Url);
        page.Console += (_, message) => Console.Enqueue(message.Text);
        page.PageError += (_, error) => Console.Enqueue(error);
        page.Response += async (_, response) => await NoteTokenAsync(response);
        await page.GotoAsync(path);
        return page;
    }

    public async Task<IPage> SignInAsync(string email)
    {
        var page = await OpenTabAsync();
        await SignInAsync(page, email);
        return page;
    }

    public static async Task SignInAsync(IPage page, string email)
    {
        await page.GetByTestId("login-email").FillAsync(email);
        await page.GetByTestId("login-password").FillAsync(CrmServer.Password);
        await page.GetByTestId("login-submit").ClickAsync();
        await page.GetByTestId("orders-table").WaitForAsync();
    }

    /// <summary>Waits until the console has said it.</summary>
    public Task HeardAsync(string words) => Eventually.IsTrueAsync(() => Console.Any(line => line.Contains(words, StringComparison.Ordinal)), about: words);

    /// <summary>The refresh cookie's value, as only the browser itself can read it.</summary>
    public async Task<string> RefreshCookieAsync() => (await context.CookiesAsync([url])).Single(cookie => cookie.Name.StartsWith("refreshToken-", StringComparison.Ordinal)).Value;

    public static async Task<string> StorageAsync(IPage page) => await page.EvaluateAsync<string>("""
        async () => JSON.stringify({
          local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie, name: window.name, history: history.state,
          databases: (await indexedDB.databases()).map((database) => database.name), caches: await caches.keys(),
        })
        """);

    public static async Task PictureAsync(IPage page, string name)
    {
        Directory.CreateDirectory(BuildPaths.Screenshots);
        await Axe.StandStillAsync(page);
        await page.ScreenshotAsync(new() { Path = Path.Combine(BuildPaths.Screenshots, $"{name}.png"), FullPage = true });
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    private async Task NoteTokenAsync(IResponse response)
    {
        if (!response.Url.Contains("/api/auth/", StringComparison.Ordinal) || response.Status != 200)
            return;
        try
        {
            if (await response.JsonAsync() is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("accessToken", out var token))
                Tokens.Enqueue(token.GetString()!);
        }
        catch (PlaywrightException)
        {
            // The tab went away before its answer was read.
        }
    }
}
