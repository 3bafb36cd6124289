using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore;
using Tandem.Sessions;

namespace Tandem.Testing.Tests;

public sealed partial class TandemTestKitTests(TandemApplicationFactory<Program> shop) : IClassFixture<TandemApplicationFactory<Program>>
{
    [Fact]
    public async Task Nobody_is_signed_in_with_a_client_that_did_not_sign_in()
    {
        using var http = shop.Tandem.CreateClient();

        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/orders", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task An_access_token_is_of_an_account_with_these_roles()
    {
        using var http = shop.Tandem.CreateClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await shop.Tandem.GetAccessTokenAsync("support"));

        Assert.Equal("All refunds", await http.GetStringAsync("/api/refunds", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Hundreds_sign_in_within_one_moment()
    {
        for (var i = 0; i < 100; i++)
            Assert.NotEmpty(await shop.Tandem.GetAccessTokenAsync());
    }

    [Fact]
    public async Task An_access_token_is_good_until_its_15_minutes_are_over()
    {
        using var ada = await shop.Tandem.SignInAsync();

        shop.Tandem.Time.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(9));
        Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync("/api/orders", TestContext.Current.CancellationToken)).StatusCode);
        shop.Tandem.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Http.GetAsync("/api/orders", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_session_that_was_not_used_for_7_days_is_over()
    {
        using var ada = await shop.Tandem.SignInAsync();

        shop.Tandem.Time.Advance(TimeSpan.FromDays(8));
        using var response = await ada.RefreshAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("refresh_token_expired", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told()
    {
        var account = await shop.Tandem.CreateAccountAsync(cancellationToken: TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Tandem.SignInAsync(account, "another password"));
        Assert.Contains("invalid_credentials", error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Tandem.SignInToPagesAsync(account, "another password"));
    }

    [Fact]
    public async Task A_form_without_its_token_signs_nobody_out()
    {
        using var ada = await shop.Tandem.SignInToPagesAsync();

        await ada.Http.PostAsync("/signout", new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_form_with_the_token_of_its_page_does()
    {
        using var ada = await shop.Tandem.SignInToPagesAsync();
        var page = await ada.Http.GetStringAsync("/", TestContext.Current.CancellationToken);
        var form = new Dictionary<string, string> { ["csrf_token"] = FormToken().Match(page).Groups[1].Value };

        await ada.Http.PostAsync("/signout", new FormUrlEncodedContent(form), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Http.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Throws<InvalidOperationException>(ada.CsrfToken);
    }

    [Fact]
    public async Task The_factory_runs_on_Kestrel_and_leaves_nothing_behind()
    {
        string folder;
        await using (var kestrel = new TandemApplicationFactory<Program>())
        {
            kestrel.UseKestrel(0);
            folder = kestrel.Tandem.DataFolder;
            using var ada = await kestrel.Tandem.SignInAsync();
            using var page = await kestrel.Tandem.SignInToPagesAsync();

            Assert.NotEqual(80, kestrel.Tandem.Address.Port);
            Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync("/api/orders", TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await ada.RefreshAsync()).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await page.Http.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
            Assert.True(File.Exists(Path.Combine(folder, "tandem.db")));
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task An_application_that_a_test_builds_has_the_kit_by_one_line()
    {
        using var kit = new TandemTestKit { ConfigureOptions = options => options.RefreshToken.Delivery = [SessionDelivery.Body] };
        Assert.Throws<InvalidOperationException>(() => kit.Services);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddTandem();
        builder.Services.AddTandemStorage();
        kit.AddTo(builder.Services);
        await using var app = builder.Build();
        app.UseTandem();
        app.MapTandem();
        await app.StartAsync(TestContext.Current.CancellationToken);

        using var ada = await kit.SignInAsync("admin");
        Assert.Equal(HttpStatusCode.OK, (await ada.RefreshAsync()).StatusCode);
        using var response = await ada.Http.GetAsync("/api/me", TestContext.Current.CancellationToken);
        Assert.Equal(["admin"], (await response.Content.ReadFromJsonAsync<Me>(TestContext.Current.CancellationToken))!.Roles);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => kit.SignInToPagesAsync());
        Assert.Contains("AddTandemSession", error.Message, StringComparison.Ordinal);
    }

    private sealed record Me(string[] Roles);

    [GeneratedRegex("name=\"csrf_token\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
