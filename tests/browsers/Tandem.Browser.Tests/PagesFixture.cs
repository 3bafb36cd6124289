using Microsoft.Playwright;

namespace Tandem.Browser.Tests;

/// <summary>The sample of server-rendered pages, running, and a real Chromium.</summary>
public sealed class PagesFixture : ServerAndChromium
{
    private protected override string Program => BuildPaths.Pages;

    /// <summary>Somebody's browser, with or without scripts.</summary>
    internal async Task<Visitor> VisitAsync(bool scripts = true, ColorScheme scheme = ColorScheme.Light) => new(
        await Chromium.NewContextAsync(new()
        {
            BaseURL = Server.Url,
            ColorScheme = scheme,
            JavaScriptEnabled = scripts,
            ViewportSize = new() { Width = 1000, Height = 760 },
        }),
        Server.Url);

    /// <summary>Signs in by the form, with the keyboard alone.</summary>
    internal static async Task<IPage> SignInAsync(Visitor visitor, string email = "user@crm.example")
    {
        var page = await visitor.OpenTabAsync();
        // On a busy machine the focus comes after the page.
        await Assertions.Expect(page.GetByTestId("email")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync(email);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(CrmServer.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.GetByTestId("order").First.WaitForAsync();
        return page;
    }
}
