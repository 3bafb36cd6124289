namespace Tandem.AspNetCore.Tests.Http.Pipeline;

/// <summary>A proxy that nobody configured makes everybody behind it one address: the operator is told, with the line to paste.</summary>
public sealed class ProxyWarningTests
{
    private const string Https = "https://auth.example.com";

    [Theory]
    [InlineData("http://127.0.0.1:0", "Tandem__ForwardedHeaders__KnownProxies=127.0.0.1")]
    [InlineData("http://[::1]:0", "Tandem__ForwardedHeaders__KnownProxies=::1")]
    public async Task A_public_https_url_on_a_plain_loopback_listener_without_known_proxies_is_a_warning(string listen, string line)
    {
        await using var host = await StartAsync(listen, ("PublicUrl", Https));

        var warning = Assert.Single(host.Logs.With(" Warning 1107 "));
        Assert.Contains($"Set {line} ", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PublicUrl=https://auth.example.com;ForwardedHeaders:KnownProxies=127.0.0.1")]
    [InlineData("PublicUrl=https://localhost")]
    [InlineData("PublicUrl=http://localhost:5080")]
    [InlineData("")]
    public async Task Where_there_need_be_no_unknown_proxy_there_is_no_warning(string settings)
    {
        await using var host = await StartAsync("http://127.0.0.1:0",
            [.. settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..]))]);

        Assert.Empty(host.Logs.With(" Warning 1107 "));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task A_forwarded_header_from_an_unknown_peer_is_one_warning(string header, string value)
    {
        await using var host = await StartAsync("http://127.0.0.1:0", ("ForwardedHeaders:KnownProxies", "10.0.0.0/8"));

        for (var i = 0; i < 5; i++)
        {
            await host.SendAsync(new ApiRequest("GET", "/healthz").Header(header, value));
            host.Time.Advance(TimeSpan.FromMinutes(2));
        }

        var warning = Assert.Single(host.Logs.With(" Warning 1005 "));
        Assert.Contains("Tandem__ForwardedHeaders__KnownProxies=10.0.0.0/8,127.0.0.1 ", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "X-Forwarded-For")]
    [InlineData("10.0.0.0/8", "X-Requested-With")]
    public async Task A_known_proxy_and_other_headers_are_none(string known, string header)
    {
        await using var host = await StartAsync("http://127.0.0.1:0", ("ForwardedHeaders:KnownProxies", known));

        await host.SendAsync(new ApiRequest("GET", "/healthz").Header(header, "203.0.113.7"));

        Assert.Empty(host.Logs.With(" Warning 1005 "));
    }

    private static Task<TandemHost> StartAsync(string listen, params IEnumerable<(string Key, string Value)> configuration) => TandemHost.StartAsync(
        new TandemHostSettings
        {
            Listen = listen,
            Configuration = configuration.ToDictionary(pair => "Tandem:" + pair.Key, pair => (string?)pair.Value),
        });
}
