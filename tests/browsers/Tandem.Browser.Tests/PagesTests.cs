using Microsoft.Playwright;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Browser.Tests;

/// <summary>Server-rendered pages with htmx, in a real browser.</summary>
public sealed class PagesTests(PagesFixture pages) : IClassFixture<PagesFixture>
{
    [Fact]
    public async Task An_order_is_added_by_htmx_and_a_session_ended_from_outside_refuses_the_next_page_and_the_next_fragment()
    {
        await pages.Server.RunAsync("users", "create", "--email", "leaver@crm.example", "--verified", "--password-stdin");
        await using var visitor = await pages.VisitAsync();
        var page = await PagesFixture.SignInAsync(visitor, "leaver@crm.example");
        var other = await visitor.OpenTabAsync("/devices");
        var loads = visitor.Urls.Count;
        await AddAsync(page, "Ørsted & Søn <b>");
        await Expect(page.GetByTestId("order").First).ToContainTextAsync("Ørsted & Søn <b>");
        Assert.Equal(loads + 1, visitor.Urls.Count);
        await Visitor.PictureAsync(page, "pages-orders");

        await pages.Server.RunAsync("users", "disable", "--email", "leaver@crm.example");

        await AddAsync(page, "Too late");
        await page.GetByTestId("submit").WaitForAsync();
        Assert.Equal(pages.Server.Url + "/signin?returnUrl=%2F", page.Url);
        await other.ReloadAsync();
        Assert.Equal(pages.Server.Url + "/signin?returnUrl=%2Fdevices", other.Url);
        Assert.Single(await visitor.Context.CookiesAsync([pages.Server.Url]));
    }

    [Fact]
    public async Task After_signing_out_the_back_button_shows_nothing()
    {
        await using var visitor = await pages.VisitAsync();
        var page = await PagesFixture.SignInAsync(visitor);
        await page.GotoAsync("/devices");
        await page.GetByTestId("device").First.WaitForAsync();

        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByTestId("submit").WaitForAsync();
        Assert.Empty(await visitor.Context.CookiesAsync([pages.Server.Url]));
        for (var back = 0; back < 2; back++)
        {
            await page.GoBackAsync();
            await page.GetByTestId("submit").WaitForAsync();
            Assert.Equal(0, await page.GetByTestId("device").CountAsync() + await page.GetByTestId("order").CountAsync());
        }
    }

    [Fact]
    public async Task One_device_ends_another_without_any_script()
    {
        await pages.Server.RunAsync("users", "create", "--email", "two@crm.example", "--verified", "--password-stdin");
        await using var here = await pages.VisitAsync(scripts: false, scheme: ColorScheme.Dark);
        await using var there = await pages.VisitAsync();
        var page = await PagesFixture.SignInAsync(here, "two@crm.example");
        var ended = await PagesFixture.SignInAsync(there, "two@crm.example");

        await page.GotoAsync("/devices");
        await Expect(page.GetByTestId("device")).ToHaveCountAsync(2);
        await Visitor.PictureAsync(page, "pages-devices-dark");
        await page.GetByTestId("end").ClickAsync();

        await Expect(page.GetByTestId("device")).ToHaveCountAsync(1);
        await ended.ReloadAsync();
        await ended.GetByTestId("submit").WaitForAsync();
    }

    [Fact]
    public async Task A_wrong_password_is_explained_and_the_address_stays()
    {
        await using var visitor = await pages.VisitAsync();
        var page = await visitor.OpenTabAsync("/signin");
        await page.GetByTestId("email").FillAsync("user@crm.example");
        await page.GetByTestId("password").FillAsync("not the password");
        await page.GetByTestId("submit").ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("wrong");
        await Expect(page.GetByTestId("email")).ToHaveValueAsync("user@crm.example");
        await Visitor.PictureAsync(page, "pages-sign-in");
    }

    [Fact]
    public async Task Scripts_cannot_read_the_cookie_and_no_policy_is_broken()
    {
        await using var visitor = await pages.VisitAsync();
        var page = await PagesFixture.SignInAsync(visitor);

        var cookie = Assert.Single(await visitor.Context.CookiesAsync([pages.Server.Url]));
        Assert.StartsWith("session-", cookie.Name, StringComparison.Ordinal);
        Assert.Equal((true, SameSiteAttribute.Lax), (cookie.HttpOnly, cookie.SameSite));
        Assert.Equal("", await page.EvaluateAsync<string>("document.cookie"));
        Assert.DoesNotContain(visitor.Console, line => line.Contains("Content Security Policy", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(visitor.Urls, url => url.Contains(cookie.Value, StringComparison.Ordinal));
    }

    private static async Task AddAsync(IPage page, string customer)
    {
        await page.GetByTestId("customer").FillAsync(customer);
        await page.GetByTestId("item").FillAsync("Bell");
        await page.GetByTestId("add").ClickAsync();
    }
}
