using Tandem.MasterKeys;

namespace Tandem.AspNetCore.Tests.Refresh.Cookies;

/// <summary>Cookies know no ports: on plain-HTTP loopback their names end in digits of the installation.</summary>
public sealed class SharedLoopbackTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task The_name_ends_in_six_digits_of_the_installation_through_restarts()
    {
        await using var other = await TandemHost.StartAsync();
        var name = (await other.SignInAsync()).RefreshCookie!.Name;
        await other.RestartAsync();

        Assert.Matches("^refreshToken-[0-9a-f]{6}$", name);
        Assert.Equal("refreshToken-" + other.Get<Installation>().CookieSuffix, name);
        Assert.Equal(name, (await other.SignInAsync()).RefreshCookie!.Name);
        Assert.NotEqual(name, host.CookieName());
    }

    [Fact]
    public async Task Two_servers_in_one_jar_leave_each_others_cookies_alone()
    {
        await using var other = await TandemHost.StartAsync();
        var (mine, theirs) = (await host.SignInAsync(), await other.SignInAsync());
        var jar = $"{other.CookieName()}={theirs.RefreshToken}; {host.CookieName()}={mine.RefreshToken}";

        var refreshed = (await SendAsync(host, "refresh", jar)).ShouldBe(200);
        var signedOut = (await SendAsync(host, "logout", jar)).ShouldBe(204);

        Assert.Equal((mine.SessionId, host.CookieName()), (refreshed.SessionId, refreshed.RefreshCookie!.Name));
        Assert.Equal([host.CookieName()], signedOut.SetCookies.Select(cookie => cookie.Name));
        Assert.Equal(theirs.SessionId, (await SendAsync(other, "refresh", jar)).ShouldBe(200).SessionId);
    }

    [Fact]
    public async Task A_cookie_of_before_there_was_a_suffix_is_read_and_replaced_and_cleared()
    {
        var before = await host.SignInAsync();

        var refreshed = (await SendAsync(host, "refresh", $"refreshToken={before.RefreshToken}")).ShouldBe(200);
        var signedOut = (await SendAsync(host, "logout", $"refreshToken={before.RefreshToken}; {host.CookieName()}={refreshed.RefreshToken}")).ShouldBe(204);

        Assert.Equal(host.CookieName(), refreshed.RefreshCookie!.Name);
        Assert.All(signedOut.SetCookies, cookie => Assert.True(cookie.Clears));
        Assert.Equal(["refreshToken", host.CookieName()], signedOut.SetCookies.Select(cookie => cookie.Name));
    }

    [Fact]
    public async Task A_cookie_without_suffix_of_another_server_is_neither_read_nor_cleared()
    {
        await using var other = await TandemHost.StartAsync();
        var theirs = await other.SignInAsync();

        (await SendAsync(host, "refresh", $"refreshToken={theirs.RefreshToken}")).ShouldBe(401, "refresh_token_missing");
        var signedOut = (await SendAsync(host, "logout", $"refreshToken={theirs.RefreshToken}")).ShouldBe(204);

        Assert.Equal([host.CookieName()], signedOut.SetCookies.Select(cookie => cookie.Name));
    }

    [Fact]
    public async Task A_cookie_without_suffix_does_not_decide_beside_the_one_that_has_it()
    {
        var (mine, before) = (await host.SignInAsync(), await host.SignInAsync());

        var answer = await SendAsync(host, "refresh", $"refreshToken={before.RefreshToken}; {host.CookieName()}={mine.RefreshToken}");

        Assert.Equal(mine.SessionId, answer.ShouldBe(200).SessionId);
    }

    private static Task<ApiResponse> SendAsync(TandemHost host, string path, string cookies) =>
        host.SendAsync(new ApiRequest("POST", "/api/auth/" + path).Cookies(cookies));
}
