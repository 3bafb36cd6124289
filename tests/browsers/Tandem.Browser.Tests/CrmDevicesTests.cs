using System.Net;
using System.Net.Http.Json;

using static Microsoft.Playwright.Assertions;

namespace Tandem.Browser.Tests;

/// <summary>"Signed in on these devices": what somebody sees of their own sessions, and how they end them.</summary>
public sealed class CrmDevicesTests(CalmCrmFixture crm) : IClassFixture<CalmCrmFixture>
{
    private const string Phone =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1";

    [Fact]
    public async Task Somebody_sees_their_devices_in_words_and_ends_the_other_one()
    {
        await crm.Server.RunAsync("users", "create", "--email", "devices@crm.example", "--name", "Dora Devices", "--verified", "--password-stdin");
        await using var phone = await crm.VisitAsync(userAgent: Phone);
        var away = await phone.SignInAsync("devices@crm.example");
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("devices@crm.example");

        await page.GetByTestId("nav-devices").ClickAsync();
        var devices = page.GetByTestId("device-row");
        await Expect(devices).ToHaveCountAsync(2);
        await Expect(devices.First).ToContainTextAsync("on Linux");
        await Expect(devices.First.GetByTestId("device-current")).ToBeVisibleAsync();
        await Expect(devices.First.GetByTestId("device-end")).ToHaveCountAsync(0);
        await Expect(devices.Last).ToContainTextAsync("Safari on iPhone");
        await Expect(devices.Last).ToContainTextAsync("Last used within the last hour");
        await Visitor.PictureAsync(page, "devices");

        await devices.Last.GetByTestId("device-end").ClickAsync();
        await page.GetByTestId("cancel").ClickAsync();
        await Expect(devices).ToHaveCountAsync(2);
        await devices.Last.GetByTestId("device-end").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(devices).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("page-message")).ToContainTextAsync("Safari on iPhone is signed out.");

        await away.GetByTestId("nav-users").ClickAsync();
        await Expect(away.GetByTestId("login-message")).ToContainTextAsync("Your session was ended.");
        await Visitor.PictureAsync(away, "ended-elsewhere");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_device_and_every_tab_of_this_one()
    {
        await crm.Server.RunAsync("users", "create", "--email", "everywhere@crm.example", "--verified", "--password-stdin");
        await using var phone = await crm.VisitAsync(userAgent: Phone);
        var away = await phone.SignInAsync("everywhere@crm.example");
        await using var visitor = await crm.VisitAsync();
        var page = await visitor.SignInAsync("everywhere@crm.example");
        var tab = await visitor.OpenTabAsync();
        await tab.GetByTestId("orders-table").WaitForAsync();
        string[] cookies = [await visitor.RefreshCookieAsync(), await phone.RefreshCookieAsync()];

        await page.GetByTestId("nav-devices").ClickAsync();
        await page.GetByTestId("sign-out-everywhere").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();

        await Expect(page.GetByTestId("login-message")).ToContainTextAsync("You have signed out.");
        await tab.GetByTestId("login-email").WaitForAsync();
        await away.GetByTestId("nav-users").ClickAsync();
        await away.GetByTestId("login-message").WaitForAsync();
        foreach (var cookie in cookies)
        {
            using var answer = await crm.Server.RefreshAsync(cookie);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("session_revoked", (await answer.Content.ReadFromJsonAsync<Problem>(TestContext.Current.CancellationToken))!.Code);
        }
    }
}
