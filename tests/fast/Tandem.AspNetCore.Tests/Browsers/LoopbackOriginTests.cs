namespace Tandem.AspNetCore.Tests.Browsers;

/// <summary>On a developer's machine one origin has three spellings. E1.</summary>
[Trait("requirement", "E1")]
public sealed class LoopbackOriginTests(LoopbackOriginTests.Fixture fixture) : IClassFixture<LoopbackOriginTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task The_servers_own_port_is_allowed_by_every_spelling(string name)
    {
        await AllowAsync($"http://{name}:{host.Url.Port}");
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task A_configured_ports_page_is_allowed_by_every_spelling(string name)
    {
        await AllowAsync($"http://{name}:5173");
    }

    [Theory]
    [InlineData("http://localhost:5174")]
    [InlineData("https://localhost:5173")]
    [InlineData("http://localhost")]
    [InlineData("http://127.0.0.2:5173")]
    [InlineData("http://127.1:5173")]
    [InlineData("http://2130706433:5173")]
    [InlineData("http://0.0.0.0:5173")]
    [InlineData("http://app.localhost:5173")]
    [InlineData("http://localhost.:5173")]
    [InlineData("http://localhost.evil.example:5173")]
    [InlineData("http://[::ffff:127.0.0.1]:5173")]
    [InlineData("http://[0:0:0:0:0:0:0:1]:5173")]
    [InlineData("http://LOCALHOST:5173")]
    public async Task Another_port_scheme_or_host_is_not(string origin)
    {
        var signedIn = await host.SignInAsync();

        var answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(signedIn.RefreshToken).Origin(origin));

        answer.ShouldBe(403, "origin_not_allowed");
        Assert.Null(answer.Header("Access-Control-Allow-Origin"));
    }

    private async Task AllowAsync(string origin)
    {
        var signedIn = await host.SignInAsync();

        var answer = await host.SendAsync(new ApiRequest("POST", "/api/auth/refresh").Cookie(signedIn.RefreshToken).Origin(origin));

        Assert.Equal(origin, answer.ShouldBe(200).Header("Access-Control-Allow-Origin"));
    }

    public sealed class Fixture() : HostFixture([("Frontends", "http://localhost:5173")]);
}
