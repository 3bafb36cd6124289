using Microsoft.Playwright;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Browser.Tests;

/// <summary>Every page of the CRM, for everybody: those who hear it, and those who use it in the dark.</summary>
public sealed class CrmAccessibilityTests(CalmCrmFixture crm) : IClassFixture<CalmCrmFixture>
{
    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task No_page_of_a_user_breaks_a_rule_of_accessibility_or_the_content_security_policy(ColorScheme scheme)
    {
        await using var visitor = await crm.VisitAsync(scheme);
        var page = await visitor.OpenTabAsync();
        await Expect(page.GetByTestId("login-email")).ToBeFocusedAsync();
        await LookAsync(page, "sign-in", scheme);
        await Visitor.SignInAsync(page, "user@crm.example");
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
        await LookAsync(page, "orders", scheme);

        await page.GetByTestId("order-search").FillAsync("nothing like it");
        await Expect(page.GetByTestId("order-row")).ToHaveCountAsync(0);
        await LookAsync(page, "orders-none-found", scheme);

        await page.GetByTestId("nav-users").ClickAsync();
        await Expect(page.GetByTestId("page-error")).ToBeVisibleAsync();
        await LookAsync(page, "not-for-you", scheme);

        await page.GetByTestId("nav-devices").ClickAsync();
        await Expect(page.GetByTestId("device-current")).ToBeVisibleAsync();
        await page.GetByTestId("sign-out-everywhere").ClickAsync();
        await Expect(page.GetByTestId("cancel")).ToBeFocusedAsync();
        await LookAsync(page, "devices-confirmation", scheme);
        await page.GetByTestId("cancel").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("sign-out-everywhere")).ToBeFocusedAsync();

        await page.GetByTestId("nav-session").ClickAsync();
        await page.GetByTestId("refresh-now").ClickAsync();
        await Expect(page.GetByTestId("session-generation")).ToHaveTextAsync("2");
        await LookAsync(page, "session", scheme);

        await page.GotoAsync("/no-such-page");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no such page");
        await LookAsync(page, "no-such-page", scheme);

        await page.GetByTestId("sign-out").ClickAsync();
        await Expect(page.GetByTestId("login-message")).ToContainTextAsync("signed out");
        await LookAsync(page, "signed-out", scheme);
        Assert.DoesNotContain(visitor.Console, line => line.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Nor_does_the_list_of_people_that_an_administrator_sees(ColorScheme scheme)
    {
        await using var visitor = await crm.VisitAsync(scheme);
        var page = await visitor.SignInAsync("admin@crm.example");
        await page.GetByTestId("nav-users").ClickAsync();
        await Expect(page.GetByTestId("user-row")).Not.ToHaveCountAsync(0);
        await LookAsync(page, "people", scheme);
        Assert.DoesNotContain(visitor.Console, line => line.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_policy_forbids_would_be_seen()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.OpenTabAsync();
        await page.EvaluateAsync("() => document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { color: red }' }))");
        await visitor.HeardAsync("Content Security Policy");
    }

    [Fact]
    public async Task On_a_phone_no_page_is_wider_than_the_screen()
    {
        await using var visitor = await crm.VisitAsync(width: 360, height: 740);
        var page = await visitor.OpenTabAsync();
        await Expect(page.GetByTestId("login-email")).ToBeVisibleAsync();
        await FitsAsync(page, "sign-in");
        await Visitor.SignInAsync(page, "admin@crm.example");
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
        await FitsAsync(page, "orders");
        await page.GetByTestId("nav-users").ClickAsync();
        await Expect(page.GetByTestId("user-row")).Not.ToHaveCountAsync(0);
        await FitsAsync(page, "people");
        await page.GetByTestId("nav-devices").ClickAsync();
        await Expect(page.GetByTestId("device-current")).ToBeVisibleAsync();
        await FitsAsync(page, "devices");
        await page.GetByTestId("nav-session").ClickAsync();
        await Expect(page.GetByTestId("timeline-entry")).Not.ToHaveCountAsync(0);
        await FitsAsync(page, "session");
    }

    [Fact]
    public async Task The_scheme_is_the_systems_until_another_is_chosen_and_that_is_remembered()
    {
        await using var visitor = await crm.VisitAsync(ColorScheme.Dark);
        var page = await visitor.OpenTabAsync();
        var root = page.Locator("html");
        await Expect(root).ToHaveAttributeAsync("data-mantine-color-scheme", "dark");

        await page.GetByText("Light", new() { Exact = true }).CheckAsync(new() { Force = true });
        await Expect(root).ToHaveAttributeAsync("data-mantine-color-scheme", "light");
        await page.ReloadAsync();
        await Expect(root).ToHaveAttributeAsync("data-mantine-color-scheme", "light");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "Light" })).ToBeCheckedAsync();

        await page.GetByText("As the system").CheckAsync(new() { Force = true });
        await Expect(root).ToHaveAttributeAsync("data-mantine-color-scheme", "dark");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await Expect(root).ToHaveAttributeAsync("data-mantine-color-scheme", "light");
    }

    [Fact]
    public async Task Who_asks_for_no_motion_gets_none()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.OpenTabAsync();
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        // What began to move before that moves on.
        await page.ReloadAsync();
        await page.EvaluateAsync("""
            () => {
              const notice = () => {
                for (const animation of document.getAnimations())
                  if (animation.effect.getComputedTiming().duration > 10) (window.moved ??= []).push(animation.animationName ?? animation.transitionProperty);
                requestAnimationFrame(notice);
              };
              notice();
            }
            """);
        await Visitor.SignInAsync(page, "user@crm.example");
        await page.GetByTestId("nav-devices").ClickAsync();
        await page.GetByTestId("sign-out-everywhere").ClickAsync();
        await page.GetByTestId("cancel").ClickAsync();
        await page.GetByTestId("nav-session").ClickAsync();
        await page.GetByTestId("refresh-now").ClickAsync();
        await Expect(page.GetByTestId("session-generation")).ToHaveTextAsync("2");
        Assert.Equal("", await page.EvaluateAsync<string>("() => (window.moved ?? []).join()"));
    }

    private static async Task LookAsync(IPage page, string name, ColorScheme scheme)
    {
        await Visitor.PictureAsync(page, $"{name}-{scheme.ToString().ToLowerInvariant()}");
        await Axe.AssertAsync(page);
    }

    private static async Task FitsAsync(IPage page, string name)
    {
        await Visitor.PictureAsync(page, $"{name}-phone");
        Assert.Equal(360, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await Axe.AssertAsync(page);
    }
}
