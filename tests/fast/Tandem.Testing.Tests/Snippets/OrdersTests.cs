// Snippets are written as a reader would write them, who has no token to give up by.
#pragma warning disable xUnit1051

using System.Net;

using Microsoft.Extensions.DependencyInjection;

using Tandem.Accounts;
using Tandem.SecurityEvents;

namespace Tandem.Testing.Tests.Snippets;

/// <summary>C# of <c>docs/guides/testing.md</c>: tests of an application.</summary>
#region tests of an application
public sealed class OrdersTests(TandemApplicationFactory<Program> shop) : IClassFixture<TandemApplicationFactory<Program>>
{
    [Fact]
    public async Task Orders_are_shown_to_somebody_who_is_signed_in()
    {
        using var ada = await shop.Tandem.SignInAsync();

        using var response = await ada.Http.GetAsync("/api/orders");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Only_support_sees_refunds()
    {
        using var support = await shop.Tandem.SignInAsync("support");
        using var customer = await shop.Tandem.SignInAsync("customer");

        Assert.Equal("All refunds", await support.Http.GetStringAsync("/api/refunds"));
        Assert.Equal(HttpStatusCode.Forbidden, (await customer.Http.GetAsync("/api/refunds")).StatusCode);
    }
}
#endregion

/// <summary>C# of <c>docs/guides/testing.md</c>: single steps.</summary>
public sealed class StepsTests(TandemApplicationFactory<Program> shop) : IClassFixture<TandemApplicationFactory<Program>>
{
    [Fact]
    public async Task Time_passes_when_the_test_says_so()
    {
        #region time
        using var ada = await shop.Tandem.SignInAsync();
        shop.Tandem.Time.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Http.GetAsync("/api/orders")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ada.RefreshAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync("/api/orders")).StatusCode);
        #endregion
    }

    [Fact]
    public async Task An_account_that_is_disabled_is_refused_at_once()
    {
        #region an account of one's own
        var account = await shop.Tandem.CreateAccountAsync("grace@example.com", displayName: "Grace", roles: ["support"]);
        using var grace = await shop.Tandem.SignInAsync(account);

        await shop.Tandem.Services.GetRequiredService<AccountService>().DisableAsync(account, Caller.Local, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, (await grace.Http.GetAsync("/api/refunds")).StatusCode);
        #endregion
    }

    [Fact]
    public async Task Somebody_signs_out_of_a_page()
    {
        #region pages
        using var ada = await shop.Tandem.SignInToPagesAsync();
        var form = new Dictionary<string, string> { ["csrf_token"] = ada.CsrfToken() };

        Assert.Equal(HttpStatusCode.OK, (await ada.Http.GetAsync("/")).StatusCode);
        await ada.Http.PostAsync("/signout", new FormUrlEncodedContent(form));
        Assert.Equal(HttpStatusCode.Unauthorized, (await ada.Http.GetAsync("/")).StatusCode);
        #endregion
    }
}
