using System.Globalization;
using System.Net;
using System.Net.Http.Json;

using Microsoft.Playwright;

using Tandem.Processes.Testing;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Browser.Tests;

/// <summary>The promise, in a real browser: signed in, never signed out by accident, and out when it is meant.</summary>
public sealed class CrmTests(CrmFixture crm) : IClassFixture<CrmFixture>
{
    private const int Expiries = 20;

    [Fact]
    public async Task Somebody_stays_signed_in_across_twenty_expiries_reloads_and_a_second_tab()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("user@crm.example");
        await Visitor.PictureAsync(page, "signed-in");
        var first = await GenerationAsync(page);
        var other = await visitor.OpenTabAsync();
        await other.GetByTestId("orders-table").WaitForAsync();

        for (var expiry = 1; expiry <= Expiries; expiry++)
        {
            await page.WaitForTimeoutAsync((float)CrmFixture.TokenLife.TotalMilliseconds + 200);
            var acting = expiry % 4 == 0 ? other : page;
            if (expiry % 5 == 0)
                await acting.ReloadAsync();
            await acting.GetByTestId("nav-users").ClickAsync();
            await acting.GetByTestId("nav-orders").ClickAsync();
            await Expect(acting.GetByTestId("order-row").First).ToBeVisibleAsync();
            await Expect(acting.GetByTestId("login-email")).ToHaveCountAsync(0);
        }

        var last = await GenerationAsync(page);
        Assert.True(last >= first + Expiries, $"{last - first} generations in {Expiries} expiries");
        Assert.True(await page.GetByTestId("timeline-entry").CountAsync() > 1);
        // What arrives while the picture is taken would be half there.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await Visitor.PictureAsync(page, "after-twenty-expiries");
        Assert.DoesNotContain(visitor.Console, line => line.Contains("Uncaught", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signing_out_in_one_tab_signs_out_the_other_and_the_cookie_is_worthless()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("user@crm.example");
        var other = await visitor.OpenTabAsync();
        await other.GetByTestId("orders-table").WaitForAsync();
        var cookie = await visitor.RefreshCookieAsync();

        await page.GetByTestId("sign-out").ClickAsync();

        await page.GetByTestId("login-email").WaitForAsync();
        await other.GetByTestId("login-email").WaitForAsync();
        await Visitor.PictureAsync(other, "signed-out-elsewhere");
        // The page does not wait for the answer.
        await Eventually.IsTrueAsync(async () => (await visitor.Context.CookiesAsync([crm.Server.Url])).Count == 0);
        using var answer = await crm.Server.RefreshAsync(cookie);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        await page.ReloadAsync();
        await page.GetByTestId("login-email").WaitForAsync();
    }

    [Fact]
    public async Task Who_is_not_an_administrator_is_told_so_and_stays_signed_in()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("user@crm.example");
        await page.GetByTestId("nav-users").ClickAsync();
        await Expect(page.GetByTestId("page-error")).ToContainTextAsync("administrator", new() { IgnoreCase = true });
        await Visitor.PictureAsync(page, "not-an-administrator");

        await page.GetByTestId("nav-orders").ClickAsync();
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_administrator_removes_somebody_who_is_signed_in_and_that_takes_effect_at_once()
    {
        await crm.Server.RunAsync("users", "create", "--email", "leaver@crm.example", "--verified", "--password-stdin");
        await using var leaver = await crm.VisitAsync();
        var leaving = await leaver.SignInAsync("leaver@crm.example");
        await using var admin = await crm.VisitAsync(ColorScheme.Dark);
        var page = await admin.SignInAsync("admin@crm.example");
        await page.GetByTestId("nav-users").ClickAsync();
        page.Dialog += async (_, dialog) => await dialog.AcceptAsync();
        await Visitor.PictureAsync(page, "users-dark");

        await page.GetByTestId("user-row").Filter(new() { HasText = "leaver@crm.example" }).GetByTestId("user-delete").ClickAsync();
        await Expect(page.GetByTestId("user-row").Filter(new() { HasText = "leaver@crm.example" }).GetByText("active")).ToHaveCountAsync(0);

        // The page may know before it is clicked: its stream of orders was cut.
        var told = leaving.GetByTestId("login-message").WaitForAsync();
        await Task.WhenAny(told, leaving.GetByTestId("nav-users").ClickAsync());
        await told;
        await Visitor.PictureAsync(leaving, "removed");
    }

    [Fact]
    public async Task A_refused_access_token_is_renewed_and_the_call_repeated_unseen()
    {
        await crm.Server.RunAsync("users", "create", "--email", "promoted@crm.example", "--verified", "--password-stdin");
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("promoted@crm.example");

        // Every access token handed out so far is refused from now on; the session goes on.
        await crm.Server.RunAsync("users", "set-roles", "--email", "promoted@crm.example", "--role", "admin");
        await page.WaitForTimeoutAsync(1000);
        await page.GetByTestId("nav-users").ClickAsync();

        await page.GetByTestId("users-table").WaitForAsync();
        await Expect(page.GetByTestId("page-error")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Whose_session_was_copied_is_told_so()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("user@crm.example");
        var stolen = await visitor.RefreshCookieAsync();

        // The thief waits until the copy is old, so that the owner has moved on.
        for (var i = 0; i < 2; i++)
        {
            await page.WaitForTimeoutAsync((float)CrmFixture.TokenLife.TotalMilliseconds + 200);
            var generation = await GenerationAsync(page);
            await page.GetByTestId("refresh-now").ClickAsync();
            await Expect(page.GetByTestId("session-generation")).Not.ToHaveTextAsync(generation.ToString(CultureInfo.InvariantCulture));
        }

        using var refused = await crm.Server.RefreshAsync(stolen);
        Assert.Equal("refresh_token_reused", (await refused.Content.ReadFromJsonAsync<Problem>(TestContext.Current.CancellationToken))!.Code);

        await page.GetByTestId("nav-users").ClickAsync();
        await Expect(page.GetByTestId("login-message")).ToContainTextAsync("copy", new() { IgnoreCase = true });
        await Visitor.PictureAsync(page, "copied");
    }

    [Fact]
    public async Task Whose_session_was_ended_meanwhile_is_told_so_at_the_first_visit_only()
    {
        await crm.Server.RunAsync("users", "create", "--email", "absent@crm.example", "--verified", "--password-stdin");
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("absent@crm.example");
        await page.CloseAsync();
        await crm.Server.RunAsync("users", "disable", "--email", "absent@crm.example");

        page = await visitor.OpenTabAsync();
        await Expect(page.GetByTestId("login-message")).ToContainTextAsync("ended", new() { IgnoreCase = true });
        for (var visit = 2; visit <= 3; visit++)
        {
            page = await visitor.OpenTabAsync(visit == 2 ? "/" : "/login");
            await page.GetByTestId("login-email").WaitForAsync();
            // A message would have been painted by then.
            await page.EvaluateAsync("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
            await Expect(page.GetByTestId("login-message").Filter(new() { HasTextRegex = new(@"\S") })).ToHaveCountAsync(0);
        }

        Assert.NotEmpty(await visitor.RefreshCookieAsync());
    }

    [Fact]
    public async Task No_token_is_ever_in_a_URL_a_storage_or_the_console()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("user@crm.example");
        for (var i = 0; i < 2; i++)
        {
            await page.WaitForTimeoutAsync((float)CrmFixture.TokenLife.TotalMilliseconds + 200);
            await page.GetByTestId("nav-users").ClickAsync();
            await page.GetByTestId("nav-orders").ClickAsync();
            await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
        }

        var tokens = visitor.Tokens.Append(await visitor.RefreshCookieAsync()).ToList();
        Assert.True(tokens.Count >= 3);
        string[] places = [await Visitor.StorageAsync(page), await page.ContentAsync(), .. visitor.Urls, .. visitor.Console, crm.Server.Log];
        foreach (var token in tokens)
        {
            // The signature, or the tag: what no two tokens share.
            var secret = token[^22..];
            Assert.DoesNotContain(places, place => place.Contains(secret, StringComparison.Ordinal));
        }

        var cookie = Assert.Single(await visitor.Context.CookiesAsync([crm.Server.Url]));
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
    }

    [Fact]
    public async Task Orders_are_kept_and_a_wrong_password_is_explained()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.OpenTabAsync();
        await page.GetByTestId("login-email").FillAsync("user@crm.example");
        await page.GetByTestId("login-password").FillAsync("not the password");
        await page.GetByTestId("login-submit").ClickAsync();
        await Expect(page.GetByTestId("login-message")).ToBeVisibleAsync();
        await Visitor.PictureAsync(page, "wrong-password");

        await page.GetByTestId("login-password").FillAsync(CrmServer.Password);
        await page.GetByTestId("login-submit").ClickAsync();
        await page.GetByTestId("orders-table").WaitForAsync();
        await page.GetByTestId("order-customer").FillAsync("Ørsted & Søn 🚲");
        await page.GetByTestId("order-item").FillAsync("Bell");
        await page.GetByTestId("order-quantity").FillAsync("2");
        await page.GetByTestId("order-amount").FillAsync("19.90");
        await page.GetByTestId("order-submit").ClickAsync();
        await Expect(page.GetByTestId("order-row").First).ToContainTextAsync("Ørsted & Søn 🚲");
        await page.ReloadAsync();
        await Expect(page.GetByTestId("order-row").First).ToContainTextAsync("Ørsted & Søn 🚲");
    }

    private static async Task<long> GenerationAsync(IPage page)
    {
        var text = await page.GetByTestId("session-generation").InnerTextAsync();
        return long.Parse(new string([.. text.Where(char.IsAsciiDigit)]), CultureInfo.InvariantCulture);
    }
}
