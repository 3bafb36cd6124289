using static Microsoft.Playwright.Assertions;

namespace Tandem.Browser.Tests;

/// <summary>The CRM on a bad connection: said plainly, and over without a reload.</summary>
public sealed class CrmConnectionTests(CrmFixture crm) : IClassFixture<CrmFixture>
{
    [Fact]
    public async Task Offline_is_said_survived_and_over_by_itself()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("user@crm.example");
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
        await page.EvaluateAsync("() => { window.sameDocument = true; }");
        await Expect(page.GetByTestId("stale-banner")).ToBeHiddenAsync();

        await visitor.Context.SetOfflineAsync(true);
        await Expect(page.GetByTestId("stale-banner")).ToContainTextAsync("You are offline.");
        await Expect(page.GetByTestId("session-state")).ToHaveTextAsync("offline");
        await page.WaitForTimeoutAsync((float)CrmFixture.TokenLife.TotalMilliseconds + 200);
        await page.GetByTestId("stale-retry").ClickAsync();
        await Expect(page.GetByTestId("stale-banner")).ToContainTextAsync("You stay signed in");
        await Expect(page.GetByTestId("stale-banner")).ToContainTextAsync("Last tried at");
        await Expect(page.GetByTestId("timeline-note").First).ToContainTextAsync("The session is kept.");
        await page.GetByTestId("nav-users").ClickAsync();
        await Expect(page.GetByTestId("page-error")).ToContainTextAsync("cannot reach the server");
        await Axe.AssertAsync(page);
        await Visitor.PictureAsync(page, "offline");
        await page.GetByTestId("nav-orders").ClickAsync();
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
        await Visitor.PictureAsync(page, "stale");

        await visitor.Context.SetOfflineAsync(false);
        await Expect(page.GetByTestId("stale-banner")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Expect(page.GetByTestId("page-error")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Expect(page.GetByTestId("session-state")).ToHaveTextAsync("authenticated");
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
        Assert.True(await page.EvaluateAsync<bool>("() => window.sameDocument"));
    }

    [Fact]
    public async Task Whose_session_cannot_be_asked_about_is_not_sent_to_the_sign_in_page()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("user@crm.example");
        await page.RouteAsync("**/api/auth/refresh", route => route.AbortAsync());

        await page.ReloadAsync();
        await Expect(page.GetByTestId("page-error")).ToContainTextAsync("cannot reach the server", new() { Timeout = 30_000 });
        await Expect(page.GetByTestId("login-email")).ToHaveCountAsync(0);
        await Axe.AssertAsync(page);
        await Visitor.PictureAsync(page, "unreachable");

        await page.UnrouteAsync("**/api/auth/refresh");
        await page.GetByTestId("retry").ClickAsync();
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task Orders_that_are_long_in_coming_have_a_place_kept()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.OpenTabAsync();
        var arrive = new TaskCompletionSource();
        await page.RouteAsync("**/api/orders", async route =>
        {
            await arrive.Task;
            await route.ContinueAsync();
        });
        await page.GetByTestId("login-email").FillAsync("user@crm.example");
        await page.GetByTestId("login-password").FillAsync(CrmServer.Password);
        await page.GetByTestId("login-submit").ClickAsync();

        await Expect(page.GetByText("Loading orders…")).ToBeVisibleAsync();
        await Axe.AssertAsync(page);
        await Visitor.PictureAsync(page, "loading");
        arrive.SetResult();
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
    }
}
