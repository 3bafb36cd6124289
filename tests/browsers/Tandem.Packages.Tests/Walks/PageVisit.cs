using Microsoft.Playwright;

using Tandem.Browser.Tests;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Packages.Tests.Walks;

/// <summary>What somebody does with the page of a walk in Chromium: sign in, stay signed in, sign out in every tab.</summary>
internal static class PageVisit
{
    /// <summary>Visits the page at port 5173 of the docs.</summary>
    /// <param name="walk">The walk that ended with the page running.</param>
    /// <param name="refusal">What the page says to a wrong password.</param>
    /// <returns>Whether the browser called the API at its own address, port 5080 of the docs.</returns>
    public static async Task<bool> SignInAndOutAsync(Walk walk, string refusal)
    {
        await using var chromium = await Chromium.StartAsync();
        await using var context = await chromium.NewContextAsync(new() { BaseURL = walk.Url(5173).ToString() });
        var page = await context.NewPageAsync();
        var isApiAsked = false;
        page.Request += (_, request) => isApiAsked |= request.Url.StartsWith(walk.Url(5080).ToString(), StringComparison.Ordinal);

        await page.GotoAsync("/");
        await page.GetByLabel("E-mail").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByText("Sign in").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync(refusal);
        await page.GetByLabel("Password").FillAsync("correct horse battery staple");
        await page.GetByText("Sign in").ClickAsync();
        await Expect(page.GetByText("ada@example.com")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await Expect(page.GetByText("ada@example.com")).ToBeVisibleAsync();
        var another = await context.NewPageAsync();
        await another.GotoAsync("/");
        await Expect(another.GetByText("ada@example.com")).ToBeVisibleAsync();
        await another.GetByText("Sign out").ClickAsync();

        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
        await Expect(another.GetByLabel("Password")).ToBeVisibleAsync();
        return isApiAsked;
    }
}
