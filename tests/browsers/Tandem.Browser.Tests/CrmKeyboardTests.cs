using Microsoft.Playwright;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Browser.Tests;

/// <summary>The CRM without a mouse.</summary>
public sealed class CrmKeyboardTests(CalmCrmFixture crm) : IClassFixture<CalmCrmFixture>
{
    [Fact]
    public async Task Somebody_signs_in_adds_an_order_ends_a_device_and_signs_out_by_keyboard_alone()
    {
        await using var elsewhere = await crm.VisitAsync();
        var other = await elsewhere.SignInAsync("user@crm.example");
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.OpenTabAsync();

        await Expect(page.GetByTestId("login-email")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("user@crm.example");
        await TabToAsync(page, page.GetByTestId("login-password"));
        await page.Keyboard.TypeAsync(CrmServer.Password);
        await TabToAsync(page, page.GetByTestId("login-submit"));
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Orders", Level = 1 })).ToBeFocusedAsync();
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
        await TabToAsync(page, page.GetByTestId("order-customer"));
        await page.Keyboard.TypeAsync("Keyboard & Co.");
        await TabToAsync(page, page.GetByTestId("order-item"));
        await page.Keyboard.TypeAsync("Key");
        await TabToAsync(page, page.GetByTestId("order-amount"));
        await page.Keyboard.TypeAsync("4.50");
        await TabToAsync(page, page.GetByTestId("order-submit"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("order-row").First).ToContainTextAsync("Keyboard & Co.");
        await Expect(page.GetByTestId("order-customer")).ToBeFocusedAsync();
        await TabToAsync(page, page.GetByRole(AriaRole.Button, new() { Name = "Customer" }));
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByRole(AriaRole.Columnheader, new() { Name = "Customer" })).ToHaveAttributeAsync("aria-sort", "ascending");
        await Visitor.PictureAsync(page, "keyboard-focus");

        await TabToAsync(page, page.GetByTestId("nav-devices"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Devices", Level = 1 })).ToBeFocusedAsync();
        await Expect(page.GetByTestId("device-row")).ToHaveCountAsync(2);
        await TabToAsync(page, page.GetByTestId("device-end"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("cancel")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("device-end")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("cancel")).ToBeFocusedAsync();
        await TabToAsync(page, page.GetByTestId("confirm"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("device-row")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("page-message")).ToBeFocusedAsync();

        await TabToAsync(page, page.GetByTestId("sign-out"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("login-email")).ToBeFocusedAsync();
        await other.GetByTestId("nav-users").ClickAsync();
        await Expect(other.GetByTestId("login-message")).ToContainTextAsync("ended");
    }

    [Fact]
    public async Task The_first_stop_of_every_page_skips_to_its_content()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("admin@crm.example");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Orders", Level = 1 })).ToBeFocusedAsync();
        var skip = page.GetByRole(AriaRole.Link, new() { Name = "Skip to content" });
        await skip.FocusAsync();
        await Expect(skip).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(400)]
    public async Task The_focus_ring_of_what_the_program_focuses_covers_no_line(int width)
    {
        await using var visitor = await crm.VisitAsync(width: width);
        var page = await visitor.OpenTabAsync();
        await Expect(page.GetByTestId("login-email")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("admin@crm.example");
        await TabToAsync(page, page.GetByTestId("login-password"));
        await page.Keyboard.TypeAsync(CrmServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        Assert.Equal("", await page.EvaluateAsync<string>(CoveredByFocusRing));

        foreach (var name in new[] { "nav-users", "nav-devices", "nav-session" })
        {
            await TabToAsync(page, page.GetByTestId(name));
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator("h1")).ToBeFocusedAsync();
            Assert.Equal("", await page.EvaluateAsync<string>(CoveredByFocusRing));
        }

        await page.GotoAsync("/no-such-page");
        await Expect(page.Locator("h1")).ToBeFocusedAsync();
        Assert.Equal("", await page.EvaluateAsync<string>(CoveredByFocusRing));
    }

    /// <summary>Presses Tab until it is there, and looks whether one can see where one is.</summary>
    private static async Task TabToAsync(IPage page, ILocator target)
    {
        const string focused = "element => element === document.activeElement";
        for (var stops = 0; stops < 80; stops++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (!await target.EvaluateAsync<bool>(focused))
                continue;
            Assert.True(await target.EvaluateAsync<bool>(FocusChangesTheLook), $"{target}: one cannot see the focus.");
            return;
        }

        Assert.Fail($"{target} is out of reach.");
    }

    // The lines of text that the ring of the focused element crosses; a ring there must be.
    private const string CoveredByFocusRing = """
        () => {
          const focused = document.activeElement;
          const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(focused);
          if (outlineStyle === 'none' || !focused.matches(':focus-visible')) return 'no ring';
          const reach = parseFloat(outlineWidth) + parseFloat(outlineOffset);
          const { left, right, top, bottom } = focused.getBoundingClientRect();
          const covered = [];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            if (focused.contains(texts.currentNode) || !texts.currentNode.data.trim()) continue;
            const range = document.createRange();
            range.selectNodeContents(texts.currentNode);
            for (const line of range.getClientRects()) {
              const apart = line.right <= left - reach || line.left >= right + reach || line.bottom <= top - reach || line.top >= bottom + reach;
              if (line.width && !apart) covered.push(texts.currentNode.data);
            }
          }
          return covered.join(' | ');
        }
        """;

    private const string FocusChangesTheLook = """
        async (element) => {
          const settle = () => Promise.all(element.getAnimations().map((animation) => animation.finished.catch(() => {})));
          const look = () => {
            const { outlineStyle, outlineWidth, borderTopColor, boxShadow } = getComputedStyle(element);
            return [outlineStyle === 'none' ? '' : outlineWidth, borderTopColor, boxShadow].join();
          };
          await settle();
          const focused = look();
          element.blur();
          await settle();
          const blurred = look();
          element.focus({ preventScroll: true, focusVisible: true });
          return focused !== blurred;
        }
        """;
}
