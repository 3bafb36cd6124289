using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tandem.Packages.Tests.Walks;

/// <summary>Who follows the page of ASP.NET Core applications, with nothing but the packages, ends with an application that works.</summary>
[Collection(nameof(ShopVisitors))]
public sealed class ShopTests(Shop shop) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = shop.Url };

    public void Dispose() => http.Dispose();

    [Fact]
    public void The_pages_own_requests_are_answered()
    {
        var orders = shop.Used.IndexOf("""[{"id":1,"item":"Bicycle"}]""", StringComparison.Ordinal);
        var refreshed = shop.Used.IndexOf("""{"accessToken":"ey""", StringComparison.Ordinal);

        Assert.True(orders >= 0 && refreshed > orders, shop.Used);
        Assert.DoesNotContain("\"code\":", shop.Used, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_token_orders_are_shown()
    {
        var (token, _) = await SignInAsync();

        using var answer = await GetOrdersAsync(token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""[{"id":1,"item":"Bicycle"}]""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_a_token_they_are_not()
    {
        using var answer = await GetOrdersAsync(null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", Assert.Single(answer.Headers.WwwAuthenticate).Scheme);
    }

    [Fact]
    public async Task The_cookie_gets_a_new_token_and_a_new_cookie()
    {
        var (_, cookie) = await SignInAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/refresh");
        request.Headers.Add("Cookie", cookie);

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var (token, next) = await ReadAsync(answer);

        Assert.NotEqual(cookie, next);
        using var orders = await GetOrdersAsync(token);
        Assert.Equal(HttpStatusCode.OK, orders.StatusCode);
    }

    [Theory]
    [InlineData("tandem.auth")]
    [InlineData("tandem.auth.sqlite")]
    [InlineData("tandem.auth.aspnetcore")]
    public void The_packages_are_those_made_here(string id)
    {
        var metadata = Assert.Single(Directory.EnumerateFiles(Path.Combine(shop.PackagesFolder, id), ".nupkg.metadata", SearchOption.AllDirectories));
        Assert.Equal(shop.Source, JsonDocument.Parse(File.ReadAllText(metadata)).RootElement.GetProperty("source").GetString());
    }

    private async Task<(string Token, string Cookie)> SignInAsync()
    {
        using var answer = await http.PostAsJsonAsync("/api/auth/login", new { email = "ada@example.com", password = "correct horse battery staple" });
        return await ReadAsync(answer);
    }

    private async Task<HttpResponseMessage> GetOrdersAsync(string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/orders");
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request);
    }

    private static async Task<(string Token, string Cookie)> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {text}");
        return (JsonDocument.Parse(text).RootElement.GetProperty("accessToken").GetString()!, answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
    }
}
