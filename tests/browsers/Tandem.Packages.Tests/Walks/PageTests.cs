using Microsoft.Playwright;

using Tandem.Browser.Tests;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Packages.Tests.Walks;

/// <summary>Who follows the page of the client, after that of the server, has a page on another port whose people stay signed in.</summary>
public sealed class PageTests(PackedPackages packages)
{
    private const string Proxy = "A proxy", AcrossOrigins = "Across origins";

    [Theory]
    [InlineData(Proxy, AcrossOrigins)]
    [InlineData(AcrossOrigins, Proxy)]
    public async Task Somebody_signs_in_stays_signed_in_and_signs_out_in_every_tab(string way, string other)
    {
        await using var walk = new Walk(packages);
        await walk.FollowAsync(ServerTests.Page);
        await walk.FollowAsync("docs/start/client.md", without: other);
        await using var chromium = await Chromium.StartAsync();
        await using var context = await chromium.NewContextAsync(new() { BaseURL = walk.Url(5173).ToString() });
        var page = await context.NewPageAsync();
        var askedApi = 0;
        page.Request += (_, request) => askedApi += request.Url.StartsWith(walk.Url(5080).ToString(), StringComparison.Ordinal) ? 1 : 0;

        await page.GotoAsync("/");
        await page.GetByLabel("E-mail").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync("not the password");
        await page.GetByText("Sign in").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Address or password is wrong.");
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
        Assert.Equal(way == AcrossOrigins, askedApi > 0);
    }
}
