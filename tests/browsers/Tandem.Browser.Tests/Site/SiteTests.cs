using Microsoft.Playwright;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Browser.Tests.Site;

/// <summary>The documentation site on a phone and on a desk, by day and by night.</summary>
public sealed class SiteTests(DocumentationSite site) : IClassFixture<DocumentationSite>
{
    private static readonly string[] Pages =
    [
        "/index.html",
        "/docs/start/aspnetcore.html",
        "/docs/guides/roles.html",
        "/docs/reference/http.html",
        "/api/Tandem.AspNetCore.TandemServiceExtensions.html",
    ];

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Every_kind_of_page_fits_and_is_accessible_and_asks_nobody_else(int width, ColorScheme scheme)
    {
        await using var visitor = await site.VisitAsync(width, scheme);
        var page = await visitor.OpenTabAsync(Pages[0]);
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            await Expect(page.Locator("html")).ToHaveAttributeAsync("data-bs-theme", scheme.ToString().ToLowerInvariant());
            await Expect(page.Locator("#navbar .nav-link").First).ToBeAttachedAsync();
            await LookAsync(page, width, $"site-{Path.GetFileNameWithoutExtension(path)}-{width}-{scheme}");
        }

        Quiet(visitor, page);
    }

    [Theory]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    public async Task The_search_finds_a_word_of_the_reference(int width, ColorScheme scheme)
    {
        await using var visitor = await site.VisitAsync(width, scheme);
        var page = await visitor.OpenTabAsync("/index.html");
        if (width < 768)
            await page.GetByLabel("Toggle navigation").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Searchbox)).ToBeEnabledAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync("leeway");

        var found = page.Locator("#search-results .sr-item");
        await Expect(found).Not.ToHaveCountAsync(0);
        await LookAsync(page, width, $"site-search-{width}-{scheme}");
        await found.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.Locator("article")).ToContainTextAsync("leeway", new() { IgnoreCase = true });
        Quiet(visitor, page);
    }

    [Fact]
    public async Task On_a_phone_the_contents_open_and_lead_on()
    {
        await using var visitor = await site.VisitAsync(360, ColorScheme.Light);
        var page = await visitor.OpenTabAsync("/docs/guides/roles.html");
        await page.GetByLabel("Show table of contents").ClickAsync();
        await page.Locator("#toc").GetByText("Server-rendered pages").ClickAsync();

        await Expect(page.Locator("h1")).ToHaveTextAsync("Server-rendered pages");
        Quiet(visitor, page);
    }

    private static async Task LookAsync(IPage page, int width, string name)
    {
        await Visitor.PictureAsync(page, name.ToLowerInvariant());
        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await Axe.AssertAsync(page);
    }

    private static void Quiet(Visitor visitor, IPage page)
    {
        Assert.Empty(visitor.Console);
        var own = new Uri(page.Url).GetLeftPart(UriPartial.Authority) + "/";
        Assert.All(visitor.Urls, url => Assert.True(url.StartsWith(own, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:" + own, StringComparison.Ordinal), url));
    }
}
