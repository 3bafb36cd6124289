using Microsoft.Playwright;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Deployments.Tests;

/// <summary>Somebody with the page of the deployments open.</summary>
internal sealed class Visitor(IBrowserContext context, IPage page) : IAsyncDisposable
{
    private int answers;

    /// <summary>Opens the page and waits until it knows whether somebody is signed in.</summary>
    public async Task OpenAsync(string url, string state)
    {
        answers = 0;
        await page.GotoAsync(url);
        await StateAsync(state);
    }

    public async Task StateAsync(string state) => await Expect(page.Locator("#state")).ToHaveTextAsync(state, new() { Timeout = 20_000 });

    public async Task SignInAsync()
    {
        await page.Locator("#email").FillAsync(RunningDeployment.Email);
        await page.Locator("#password").FillAsync(RunningDeployment.Password);
        await PressAsync("#sign-in-submit", "signed in");
    }

    public Task CallAsync(string answer = "200 " + RunningDeployment.Email) => PressAsync("#call", answer);

    public Task SignOutAsync() => PressAsync("#sign-out", "signed out");

    public Task WaitAsync(TimeSpan time) => page.WaitForTimeoutAsync((float)time.TotalMilliseconds);

    /// <summary>The refresh cookies in the browser's jar.</summary>
    public async Task<IReadOnlyList<BrowserContextCookiesResult>> CookiesAsync() =>
        [.. (await context.CookiesAsync()).Where(cookie => cookie.Name.EndsWith("refreshToken", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    private async Task PressAsync(string button, string answer)
    {
        answers++;
        await page.Locator(button).ClickAsync();
        await Expect(page.Locator("#answer")).ToHaveTextAsync($"{answers}: {answer}", new() { Timeout = 20_000 });
    }
}
