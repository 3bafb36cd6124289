using Tandem.Sessions;

namespace Tandem.AspNetCore.Tests.Http.Pipeline;

/// <summary>
/// What headers may say of where a request came from: nothing, unless a configured proxy sent them. E9, V30 (CVE-2024-47070,
/// CVE-2026-76835).
/// </summary>
[Trait("requirement", "E9")]
public sealed class ForwardedHeaderTests(ForwardedHeaderTests.Fixture fixture) : IClassFixture<ForwardedHeaderTests.Fixture>
{
    /// <summary>Headers that proxies set, with values that people and machines have put into them.</summary>
    public static TheoryData<string, string> Headers
    {
        get
        {
            string[] addresses =
            [
                "203.0.113.7", "203.0.113.7:4711", "203.0.113.7, 198.51.100.1", "127.0.0.1", "2001:db8::7", "[2001:db8::7]", "[2001:db8::7]:4711",
                "fe80::1%eth0", "::ffff:203.0.113.7", "::1", "\"203.0.113.7\"", "unknown", "_hidden", "garbage", "", ",", ", ,,", "999.1.1.1",
                "203.0.113.7:99999", "[2001:db8::7", "2130706433", "0x7f000001", "1", "203.0.113.7;DROP", "😀", new string('1', 5000),
                string.Join(',', Enumerable.Repeat("203.0.113.7", 1000)),
            ];
            var data = new TheoryData<string, string>();
            foreach (var address in addresses)
            {
                data.Add("X-Forwarded-For", address);
                data.Add("X-Real-IP", address);
                data.Add("Forwarded", $"for={address};host=evil.example;proto=https");
            }

            foreach (var host in new[] { "evil.example", "evil.example:443", "[::1]", "a b", "", "evil.example/../", "evil.example, another.example", "😀" })
                data.Add("X-Forwarded-Host", host);
            foreach (var scheme in new[] { "https", "HTTPS", "javascript", "https, http", "", "ht tp", "😀" })
                data.Add("X-Forwarded-Proto", scheme);
            foreach (var name in new[] { "X-Forwarded-Server", "X-Forwarded-Port", "X-Forwarded-Prefix", "X-Original-Host", "X-Original-For", "X-Original-Proto", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Via" })
                data.Add(name, "203.0.113.7");
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Headers), DisableDiscoveryEnumeration = true)]
    public async Task From_an_unknown_peer_no_header_changes_anything(string name, string value)
    {
        var host = fixture.Unknown;

        await SameAsWithoutAsync(host, name, value);
        Assert.Equal("127.0.0.1", await LastAddressAsync(host));
    }

    [Theory]
    [MemberData(nameof(Headers), DisableDiscoveryEnumeration = true)]
    public async Task From_a_known_proxy_none_changes_issuer_cookie_or_links_and_none_is_a_fault(string name, string value)
    {
        var host = fixture.Known;

        await SameAsWithoutAsync(host, name, value);
        if (name != "X-Forwarded-For")
            Assert.Equal("127.0.0.1", await LastAddressAsync(host));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7:4711", "203.0.113.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("[2001:db8::7]", "2001:db8::7")]
    [InlineData("[2001:db8::7]:4711", "2001:db8::7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    // The right-most address that is no proxy of ours; what stands left of it, the client may have written.
    [InlineData("198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7, 10.1.2.3", "203.0.113.7")]
    [InlineData("198.51.100.1, 203.0.113.7, 10.1.2.3, 10.4.5.6, ::ffff:10.7.8.9", "203.0.113.7")]
    [InlineData("10.9.9.9, 203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("garbage, 203.0.113.7, 10.1.2.3", "203.0.113.7")]
    // Where the chain breaks, the last proxy that could be believed counts.
    [InlineData("203.0.113.7, garbage", "127.0.0.1")]
    [InlineData("203.0.113.7, garbage, 10.1.2.3", "10.1.2.3")]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("garbage", "127.0.0.1")]
    [InlineData("", "127.0.0.1")]
    public async Task From_a_known_proxy_the_right_most_address_that_is_no_proxy_counts(string forwardedFor, string address)
    {
        var host = fixture.Known;

        await LoginAsync(host, "X-Forwarded-For", forwardedFor);

        Assert.Equal(address, await LastAddressAsync(host));
    }

    [Fact]
    public async Task Several_headers_are_one_list()
    {
        var host = fixture.Known;
        var account = await host.CreateAccountAsync();

        await host.SendAsync(new ApiRequest("POST", "/api/auth/login")
            .Header("X-Forwarded-For", "198.51.100.1").Header("X-Forwarded-For", "203.0.113.7").Header("X-Forwarded-For", "10.1.2.3")
            .Json(new { email = account.Email, password = TestAccounts.Password }));

        Assert.Equal("203.0.113.7", await LastAddressAsync(host));
    }

    [Fact]
    public async Task A_session_remembers_the_network_of_the_client_and_not_of_the_proxy()
    {
        var host = fixture.Known;

        var signedIn = await LoginAsync(host, "X-Forwarded-For", "203.0.113.7");

        Assert.Equal("203.0.113.0/24", (await host.SessionAsync(signedIn.SessionId)).Client.AddressPrefix);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task A_proxy_is_known_by_address_network_and_mapped_address_also_where_both_families_are_listened_to(string known)
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Configuration = new Dictionary<string, string?>
            {
                ["Tandem:PublicUrl"] = "https://auth.example.com",
                ["Tandem:ForwardedHeaders:KnownProxies"] = known,
            },
            Listen = "http://[::]:0",
        });
        var account = await host.CreateAccountAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{host.Url.Port}/api/auth/login"));
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Content = System.Net.Http.Json.JsonContent.Create(new { email = account.Email, password = TestAccounts.Password });

        using var answer = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("203.0.113.7", await LastAddressAsync(host));
    }

    private static async Task SameAsWithoutAsync(TandemHost host, string name, string value)
    {
        var signedIn = await LoginAsync(host, name, value);
        var metadata = (await host.SendAsync(new ApiRequest("GET", "/.well-known/oauth-authorization-server").Header(name, value))).ShouldBe(200);

        Assert.Equal(host.Origin, signedIn.Claims().GetProperty("iss").GetString());
        Assert.Equal(host.Origin + "/.well-known/jwks.json", metadata.Json.GetProperty("jwks_uri").GetString());
        Assert.StartsWith("refreshToken-", signedIn.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.DoesNotContain("secure", signedIn.Header("Set-Cookie"), StringComparison.OrdinalIgnoreCase);
        Assert.Null(signedIn.Header("Strict-Transport-Security"));
    }

    private static async Task<ApiResponse> LoginAsync(TandemHost host, string name, string value)
    {
        var account = await host.CreateAccountAsync();
        return (await host.SendAsync(new ApiRequest("POST", "/api/auth/login").Header(name, value)
            .Json(new { email = account.Email, password = TestAccounts.Password }))).ShouldBe(200);
    }

    private static async Task<string?> LastAddressAsync(TandemHost host) => (await host.EventsAsync<LoginSucceeded>())[^1].Context.Address;

    public sealed class Fixture : IAsyncLifetime
    {
        /// <summary>Believes proxies, none of which the tests are.</summary>
        public TandemHost Unknown { get; private set; } = null!;

        public TandemHost Known { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Unknown = await TandemHost.StartAsync([("ForwardedHeaders:KnownProxies", "10.0.0.0/8")]);
            Known = await TandemHost.StartAsync(
                [("ForwardedHeaders:KnownProxies", "127.0.0.1,10.0.0.0/8"), ("RateLimits:PerAddress:Login", "1000000")]);
        }

        public async ValueTask DisposeAsync()
        {
            await Unknown.DisposeAsync();
            await Known.DisposeAsync();
        }
    }
}
