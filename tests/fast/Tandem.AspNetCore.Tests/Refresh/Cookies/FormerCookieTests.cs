namespace Tandem.AspNetCore.Tests.Refresh.Cookies;

/// <summary>After a change of the cookie's name, domain or path nobody has to sign in again, for as long as the configuration says.</summary>
[Trait("requirement", "D10")]
public sealed class FormerCookieTests
{
    private const string Former = "__Secure-refreshToken";

    [Fact]
    public async Task It_is_read_where_the_present_one_is_absent_and_replaced_by_it()
    {
        await using var host = await StartAsync();
        var signedIn = await host.SignInAsync();

        var refreshed = (await RefreshAsync(host, $"{Former}={signedIn.RefreshToken}; __Host-refreshToken=")).ShouldBe(200);

        Assert.Equal((signedIn.SessionId, "__Host-refreshToken"), (refreshed.SessionId, refreshed.RefreshCookie!.Name));
    }

    [Theory]
    [InlineData("garbage", "refresh_token_invalid")]
    [InlineData("over", "session_revoked")]
    public async Task It_is_not_read_beside_the_present_one(string present, string code)
    {
        await using var host = await StartAsync();
        var (former, over) = (await host.SignInAsync(), await host.SignInAsync());
        await host.LogoutAsync(over.RefreshToken);
        var token = present == "over" ? over.RefreshToken : present;

        (await RefreshAsync(host, $"{Former}={former.RefreshToken}; __Host-refreshToken={token}")).ShouldBe(401, code);
    }

    [Fact]
    public async Task It_is_read_until_the_end_of_its_day()
    {
        await using var host = await StartAsync();
        var signedIn = await host.SignInAsync();

        host.Time.Advance(new DateTimeOffset(2031, 5, 10, 0, 0, 0, TimeSpan.Zero) - host.Time.GetUtcNow() - TimeSpan.FromSeconds(1));
        (await RefreshAsync(host, $"{Former}={signedIn.RefreshToken}")).ShouldBe(200);
        host.Time.Advance(TimeSpan.FromSeconds(1));
        (await RefreshAsync(host, $"{Former}={signedIn.RefreshToken}")).ShouldBe(401, "refresh_token_missing");
    }

    [Fact]
    public async Task Of_two_former_ones_the_one_that_is_harder_to_plant_is_read()
    {
        await using var host = await StartAsync("refreshToken");
        var (strong, weak) = (await host.SignInAsync(), await host.SignInAsync());

        var answer = await RefreshAsync(host, $"refreshToken={weak.RefreshToken}; {Former}={strong.RefreshToken}");

        Assert.Equal(strong.SessionId, answer.ShouldBe(200).SessionId);
    }

    [Fact]
    public async Task A_foreign_page_cannot_use_it()
    {
        await using var host = await StartAsync();
        var signedIn = await host.SignInAsync();

        var answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookies($"{Former}={signedIn.RefreshToken}").Origin("https://evil.example"));

        answer.ShouldBe(403, "origin_not_allowed");
    }

    [Fact]
    public async Task Signing_out_clears_it_with_its_domain_and_path_also_after_its_day()
    {
        await using var host = await StartAsync();
        host.Time.Advance(TimeSpan.FromDays(30));

        var answer = (await host.LogoutAsync(null)).ShouldBe(204);

        Assert.Contains(answer.SetCookies, cookie => cookie is { Name: Former, Clears: true }
            && cookie.Attributes.Contains("Domain=example.com") && cookie.Attributes.Contains("Path=/api"));
    }

    private static Task<TandemHost> StartAsync(params IEnumerable<string> weaker) => TandemHost.StartAsync(
    [
        ("PublicUrl", "https://app.example.com"),
        .. weaker.Append($"{Former}; Domain=example.com; Path=/api").Select((former, index) => ($"RefreshToken:Cookie:Former:{index}", $"{former}; Until=2031-05-09")),
    ]);

    private static Task<ApiResponse> RefreshAsync(TandemHost host, string cookies) => host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookies(cookies));
}
