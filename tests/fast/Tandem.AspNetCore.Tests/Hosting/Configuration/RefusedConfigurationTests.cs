using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.AspNetCore.Tests.Hosting.Configuration;

/// <summary>A configuration that cannot work stops the start and says which key, what was seen, why, and what to write. V35.</summary>
[Trait("requirement", "V35")]
public sealed class RefusedConfigurationTests
{
    private const string Https = "PublicUrl=https://auth.example.com";

    /// <summary>Keys and values as they are set; the first is the one at fault.</summary>
    public static TheoryData<string> Faulty =>
    [
        // Origins.
        "Frontends=*", "Frontends:0=https://app.example.com/", "Frontends:0=https://app.example.com/app;" + Https,
        "Frontends:0=http://app.example.com;" + Https,
        "Frontends:0=https://other.example.org;RefreshToken:Cookie:SameSite=Lax;" + Https,
        "Frontends:0=https://other.example.org;RefreshToken:Cookie:SameSite=Strict;" + Https,
        "Frontends:0=https://app.example.com;PublicUrl=http://localhost:5080", "Frontends:0=http://app.localhost:5173;PublicUrl=http://localhost:5080",
        "Frontends:0=app.example.com;" + Https,
        "Frontends:0=https://AUTH.example.com;" + Https, "Frontends:0=https://user@auth.example.com;" + Https, "Frontends:0=null",
        "Frontends:0=https://app.example.com",
        "Frontends=https://auth.example.com,*;" + Https, "Frontends:0=http://192.168.1.7:5173;" + Https,
        "Frontends:0=https://*.example.com;" + Https,
        "PublicUrl=http://auth.example.com", "PublicUrl=http://192.168.1.7:5080", "PublicUrl=http://0.0.0.0:5080",
        "PublicUrl=https://auth.example.com/api//", "PublicUrl=https://auth.example.com//api", "PublicUrl=https://auth.example.com//",
        "PublicUrl=https://auth.example.com/a/../api", "PublicUrl=https://auth.example.com/./api", "PublicUrl=https://auth.example.com/api/..",
        "PublicUrl=https://auth.example.com/%2e%2e/api", "PublicUrl=https://auth.example.com/%61pi", "PublicUrl=https://auth.example.com\\api",
        "PublicUrl=https://auth.example.com/{api}", "PublicUrl=https://auth.example.com/api?", "PublicUrl=https://auth.example.com/api#",
        "PublicUrl=https://auth.example.com/api?a=b", "PublicUrl=https://auth.example.com/api#a", "PublicUrl=https://user@auth.example.com/api",
        "PublicUrl=http://auth.example.com/api", "PublicUrl=auth.example.com",
        "PublicUrl=ftp://auth.example.com", "PublicUrl=https://user:secret@auth.example.com", "PublicUrl=https://auth.example.com?a=b",
        "PublicUrl=http://localhost.example.com",
        "BasePath=api/auth", "BasePath=/", "BasePath=/api/auth/", "BasePath=/api/{x}", "BasePath=/a//b", "BasePath=/a b", "BasePath=/a?b",
        "BasePath=/a/../b", "BasePath=/./a", "BasePath=/a/..",
        // Lifetimes.
        "RefreshToken:IdleLifetime=00:16:00", "RefreshToken:IdleLifetime=401.00:00:00", "RefreshToken:IdleLifetime=7",
        "RefreshToken:IdleLifetime=seven days",
        "RefreshToken:IdleLifetime=00:00:00", "RefreshToken:IdleLifetime=-7.00:00:00",
        "RefreshToken:Leeway=-00:00:01", "RefreshToken:Leeway=00:10:01", "RefreshToken:Leeway=30", "RefreshToken:Leeway=30s",
        "RefreshToken:AbsoluteLifetime=6.23:59:59", "RefreshToken:RecoveryWindow=8.00:00:00", "RefreshToken:RecoveryWindow=-00:00:01",
        "AccessToken:Lifetime=00:00:00.5", "AccessToken:Lifetime=1.00:00:01", "AccessToken:Lifetime=15", "AccessToken:Lifetime=",
        "Cors:RequestHeaders=*", "Cors:RequestHeaders=X-Tenant,X Tenant", "Cors:ExposedHeaders=ETag:", "Cors:ExposedHeaders:0=",
        "AccessToken:Audience=" + new string('a', 460) + ";" + Https,
        "Lockout:Window=00:00:00", "Lockout:Duration=1.00:00:01", "Lockout:MaxFailures=0", "Lockout:MaxFailures=101",
        "Lockout:MaxFailures=five", "Lockout:MaxFailures=-1",
        "Events:Retention=23:59:59", "Events:Retention=36500.00:00:01", "Events:Retention=None", "Events:Retention=400",
        "DrainDelay=00:05:01", "DrainDelay=-00:00:01",
        // Signing keys.
        "Signing:Algorithm=HS256", "Signing:Algorithm=none", "Signing:Algorithm=es256", "Signing:Announce=00:00:00.9", "Signing:Announce=-00:00:01",
        "Signing:RotationInterval=1.00:00:00", "Signing:RotationInterval=401.00:00:00", "Signing:RotationInterval=30",
        "Signing:RotationInterval=00:00:02;Signing:Announce=00:00:02",
        "Signing:RotationInterval=1.00:00:00.001;Signing:Retain=100.00:00:00",
        "Signing:Retain=00:15:09.999", "Signing:Retain=401.00:00:00", "Signing:Retain=00:20:00;AccessToken:Lifetime=00:20:00",
        "Signing:Interval=30.00:00:00",
        // Cookies.
        "RefreshToken:Cookie:Name=sid;" + Https, "RefreshToken:Cookie:Name=__Host-refreshToken",
        "RefreshToken:Cookie:Name=__Secure-refreshToken",
        "RefreshToken:Cookie:Name=__Host-refreshToken;RefreshToken:Cookie:Domain=example.com;" + Https,
        "RefreshToken:Cookie:Name=__Host-refreshToken;RefreshToken:Cookie:Path=/api/auth;" + Https,
        "RefreshToken:Cookie:Name=RefreshToken;" + Https, "RefreshToken:Cookie:Name=__HOST-refreshToken;" + Https,
        "RefreshToken:Cookie:Former:0=refreshToken", "RefreshToken:Cookie:Former=sid",
        "RefreshToken:Cookie:Domain=other.org;" + Https, "RefreshToken:Cookie:Domain=com;" + Https,
        "RefreshToken:Cookie:Domain=example.com", "RefreshToken:Cookie:Domain=up.railway.app;PublicUrl=https://crm.up.railway.app",
        "RefreshToken:Cookie:Domain=co.uk;PublicUrl=https://crm.co.uk", "RefreshToken:Cookie:Domain=example.com.;" + Https,
        "RefreshToken:Cookie:Domain=Example.com;" + Https, "RefreshToken:Cookie:Domain=xample.com;" + Https,
        "RefreshToken:Cookie:Domain=a.auth.example.com;" + Https,
        "RefreshToken:Cookie:SameSite=None", "RefreshToken:Cookie:Partitioned=true", "RefreshToken:Cookie:Partitioned=yes;" + Https,
        "RefreshToken:Cookie:SameSite=Unspecified;" + Https, "RefreshToken:Cookie:SameSite=1;" + Https, "RefreshToken:Cookie:SameSite=lax;" + Https,
        "RefreshToken:Cookie:SameSite=Whatever;" + Https,
        "RefreshToken:Cookie:Path=/other", "RefreshToken:Cookie:Path=api", "RefreshToken:Cookie:Path=/api/au",
        "RefreshToken:Cookie:Path=/api/auth;RefreshToken:Cookie:Name=refreshToken;PublicUrl=https://auth.example.com/app",
        "RefreshToken:Cookie:Path=/;Domain",
        // The rest.
        "RefreshToken:Delivery=header", "RefreshToken:Delivery:0=Cookie", "RefreshToken:Delivery=", "AccessToken:Claims=name",
        "Passwords:Algorithm=md5", "Passwords:MinimumLength=7",
        "Passwords:MaxConcurrentHashes=0", "Storage:Provider=mysql", "Metrics:Url=https://127.0.0.1:9464",
        "Metrics:Url=http://127.0.0.1:9464/metrics", "Metrics:Url=9464",
        "RateLimits:PerAddress:Login=0", "RateLimits:PerAddress:Login=many", "RateLimits:IncludeLoopback=yes", "Sessions:MaxPerAccount=0",
        "ForwardedHeaders:KnownProxies=0.0.0.0/0", "ForwardedHeaders:KnownProxies=::/0", "ForwardedHeaders:KnownProxies=proxy.internal",
        "ForwardedHeaders:KnownProxies:0=10.0.0.0/99",
        // Nobody's keys.
        "RefreshTokens:Leeway=00:00:30", "RefreshToken:Leway=00:00:30", "Leeway=00:00:30", "refreshtoken:cookie:secure=false",
        "RefreshToken:Cookie:HttpOnly=false",
    ];

    [Theory]
    [MemberData(nameof(Faulty))]
    public async Task A_fault_stops_the_start_with_key_value_cause_and_cure(string settings)
    {
        var pairs = Pairs(settings);
        var (key, value) = pairs[0];

        var refused = await Assert.ThrowsAsync<ConfigurationException>(() => TandemHost.StartAsync(pairs));

        var fault = Assert.Single(refused.Faults);
        Assert.StartsWith(fault.Key, "Tandem:" + key, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(fault.Seen);
        Assert.NotEmpty(fault.Cause);
        Assert.NotEmpty(fault.Cure);
        Assert.Contains(fault.ToString(), refused.Message, StringComparison.Ordinal);
        if (fault.Cause != "There is no such key." && !TimeSpan.TryParse(value, out _))
            Assert.Contains(value.Split(',')[^1].TrimEnd('/'), fault.Seen, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(() => TandemHost.StartAsync(
            ("Frontends:0", "*"), ("Frontends:1", "https://a.example.com/x"), ("PublicUrl", "http://auth.example.com"),
                ("RefreshToken:Leeway", "30"),
            ("RefreshToken:Cookie:Name", "sid"), ("Lockout:MaxFailures", "0"), ("Nonsense", "1"), ("Storage:Provider", "oracle")));

        Assert.Equal(
            [
                "Tandem:Frontends", "Tandem:Frontends", "Tandem:Lockout:MaxFailures", "Tandem:Nonsense", "Tandem:PublicUrl",
                "Tandem:RefreshToken:Cookie:Name", "Tandem:RefreshToken:Leeway", "Tandem:Storage:Provider",
            ],
            refused.Faults.Select(fault => fault.Key).Order(StringComparer.Ordinal));
        Assert.Equal(refused.Faults.Count + 1, refused.Message.Split(Environment.NewLine).Length);
    }

    [Fact]
    public async Task An_idle_lifetime_of_twice_the_leeway_and_an_access_token_is_too_short_and_a_second_more_is_not()
    {
        await Assert.ThrowsAsync<ConfigurationException>(() => TandemHost.StartAsync([("RefreshToken:IdleLifetime", "00:16:00")]));

        await using var host = await TandemHost.StartAsync([("RefreshToken:IdleLifetime", "00:16:01")]);
        Assert.Equal(961, (await host.SignInAsync()).RefreshExpiresIn);
    }

    [Fact]
    public async Task A_secret_is_not_repeated_in_what_is_told()
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(
            () => TandemHost.StartAsync(("MasterKey", " "), ("MasterKey:x", "hush-hush"), ("Nonsense", "hush-hush")));

        Assert.DoesNotContain("hush", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://*:0")]
    public async Task Listening_on_every_address_without_a_public_url_is_refused(string listen)
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(
            () => TandemHost.StartAsync(new TandemHostSettings { Listen = listen }));

        var fault = Assert.Single(refused.Faults);
        Assert.Equal("Tandem:PublicUrl", fault.Key);
        Assert.Contains("Set Tandem:PublicUrl to the HTTPS address", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listening_on_every_address_with_a_public_url_is_allowed()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Listen = "http://0.0.0.0:0",
            Configuration = new Dictionary<string, string?> { ["Tandem:PublicUrl"] = "https://auth.example.com" },
        });

        (await host.GetAsync("/healthz")).ShouldBe(200);
    }

    private static List<(string Key, string Value)> Pairs(string settings) =>
        [.. settings.Split(
            settings.Contains(';' + Https, StringComparison.Ordinal) || settings.Contains(";RefreshToken", StringComparison.Ordinal) ? ";"
                : "\n")
            .Select(pair => pair.Split('=', 2)).Select(pair => (pair[0], pair[1]))];
}
