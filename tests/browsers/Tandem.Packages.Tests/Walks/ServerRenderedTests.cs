using System.Net;

using Microsoft.Playwright;

using Tandem.Browser.Tests;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Packages.Tests.Walks;

/// <summary>Who follows the page of server-rendered pages from <c>dotnet new webapp</c> has pages whose people sign in and out, and what the template had.</summary>
public sealed class ServerRenderedTests(PackedPackages packages)
{
    public const string Page = "docs/guides/server-rendered-pages.md";

    [Fact]
    public async Task Somebody_signs_in_sees_the_page_and_signs_out_by_both_forms()
    {
        await using var walk = new Walk(packages, packages.Unpacked);
        await walk.FollowAsync(Page);
        await using var chromium = await Chromium.StartAsync();
        await using var context = await chromium.NewContextAsync(new() { BaseURL = walk.Url(5080).ToString() });
        var page = await context.NewPageAsync();
        List<string> loaded = [], failed = [];
        page.Response += (_, response) => (response.Status < 400 ? loaded : failed).Add(new Uri(response.Url).AbsolutePath);

        await page.GotoAsync("/Privacy");
        await Expect(page).ToHaveTitleAsync("Sign in - Shop");
        await page.GetByLabel("E-mail").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync("not the password");
        await SubmitAsync(page, "Sign in");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Address or password is wrong.");
        await Expect(page.GetByLabel("E-mail")).ToHaveValueAsync("ada@example.com");

        await page.GetByLabel("Password").FillAsync("correct horse battery staple");
        await SubmitAsync(page, "Sign in");
        await Expect(page.GetByText("Use this page to detail your site's privacy policy.")).ToBeVisibleAsync();
        await page.GotoAsync("/");
        await page.ReloadAsync();
        await Expect(page.GetByText("You are signed in as account")).ToBeVisibleAsync();
        await SubmitAsync(page, "Sign out");
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();

        await page.GetByLabel("E-mail").FillAsync("ada@example.com");
        await page.GetByLabel("Password").FillAsync("correct horse battery staple");
        await SubmitAsync(page, "Sign in");
        await page.GotoAsync("/SignOut");
        await SubmitAsync(page, "Sign out");
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();
        await page.GotoAsync("/");
        await Expect(page.GetByLabel("Password")).ToBeVisibleAsync();

        // Style sheets and scripts of the template, for somebody who is not signed in, and nothing of what a page asks for was refused.
        Assert.Contains(loaded, path => path.StartsWith("/css/site.", StringComparison.Ordinal));
        Assert.Contains(loaded, path => path.StartsWith("/lib/bootstrap/", StringComparison.Ordinal));
        Assert.Contains(loaded, path => path.StartsWith("/js/site.", StringComparison.Ordinal));
        Assert.Empty(failed);
        await TheTemplatesErrorPageIsShownAsync(walk);
    }

    private static async Task TheTemplatesErrorPageIsShownAsync(Walk walk)
    {
        await walk.WriteAsync("Pages/Broken.cshtml", "@page\n@attribute [Microsoft.AspNetCore.Authorization.AllowAnonymous]\n@{ throw new InvalidOperationException(\"Broken.\"); }\n");
        await walk.RunAsync("5080", "dotnet run --no-launch-profile --urls http://localhost:5080");

        using var http = new HttpClient { BaseAddress = walk.Url(5080) };
        using var response = await http.GetAsync("/Broken", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("An error occurred while processing your request.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Task SubmitAsync(IPage page, string button) => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
}
