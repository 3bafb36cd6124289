using Tandem.Processes.Testing;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Browser.Tests;

/// <summary>The orders of others, as they come, and all of them in a file.</summary>
public sealed class CrmLiveTests(CalmCrmFixture crm) : IClassFixture<CalmCrmFixture>
{
    private const float Patience = 30_000;

    [Fact]
    public async Task Orders_of_others_appear_in_every_tab_without_a_reload_and_one_tab_listens_for_all()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("user@crm.example");
        var tab = await visitor.OpenTabAsync();
        await Expect(tab.GetByTestId("order-row").First).ToBeVisibleAsync();
        await ListeningAsync(visitor);
        await using var somebody = await crm.VisitAsync();
        var other = await somebody.SignInAsync("admin@crm.example");

        await OrderAsync(other, "Heard by all");

        await Expect(page.GetByTestId("order-row").First).ToContainTextAsync("Heard by all", new() { Timeout = Patience });
        await Expect(tab.GetByTestId("order-row").First).ToContainTextAsync("Heard by all", new() { Timeout = Patience });
        Assert.Single(visitor.Urls, IsStream);

        // The other tab takes over when the listener leaves.
        await page.CloseAsync();
        await ListeningAsync(visitor, streams: 2);
        await OrderAsync(other, "Heard by the heir");
        await Expect(tab.GetByTestId("order-row").First).ToContainTextAsync("Heard by the heir", new() { Timeout = Patience });
    }

    [Fact]
    public async Task All_orders_are_saved_as_a_file_with_a_ticket_for_one_use()
    {
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("user@crm.example");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("orders-export").ClickAsync());

        Assert.Equal("orders.csv", download.SuggestedFilename);
        var text = await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.StartsWith("id,customer,item,quantity,amount,status,created\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Harbour Cycles", text, StringComparison.Ordinal);
        await Expect(page.GetByTestId("order-row").First).ToBeVisibleAsync();

        var second = await page.APIRequest.GetAsync(download.Url);
        Assert.Equal(401, second.Status);
    }

    private static bool IsStream(string url) => url.Contains("/api/orders/events", StringComparison.Ordinal);

    private static Task<TimeSpan> ListeningAsync(Visitor visitor, int streams = 1) => Eventually.IsTrueAsync(() => visitor.Urls.Count(IsStream) >= streams);

    private static async Task OrderAsync(Microsoft.Playwright.IPage page, string customer)
    {
        await page.GetByTestId("order-customer").FillAsync(customer);
        await page.GetByTestId("order-item").FillAsync("Bell");
        await page.GetByTestId("order-amount").FillAsync("19.90");
        await page.GetByTestId("order-submit").ClickAsync();
        await Expect(page.GetByTestId("order-row").First).ToContainTextAsync(customer);
    }
}
