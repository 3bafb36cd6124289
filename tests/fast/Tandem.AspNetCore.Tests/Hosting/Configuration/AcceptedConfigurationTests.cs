using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.AspNetCore.Refresh;

namespace Tandem.AspNetCore.Tests.Hosting.Configuration;

/// <summary>What is at the edge and works, and what is known and has no effect.</summary>
public sealed class AcceptedConfigurationTests
{
    [Theory]
    [InlineData("Frontends", "http://localhost:5173,http://127.0.0.1:3000")]
    [InlineData("Frontends:0", "capacitor://localhost")]
    [InlineData("AccessToken:Lifetime", "00:00:01")]
    [InlineData("RefreshToken:Leeway", "00:10:00")]
    [InlineData("RefreshToken:IdleLifetime", "400.00:00:00")]
    [InlineData("RefreshToken:AbsoluteLifetime", "7.00:00:00")]
    [InlineData("RefreshToken:RecoveryWindow", "7.00:00:00")]
    [InlineData("RefreshToken:Delivery", "both")]
    [InlineData("Events:Retention", "1.00:00:00")]
    [InlineData("Events:Retention", "36500.00:00:00")]
    [InlineData("Events:Retention", "none")]
    [InlineData("BasePath", "/a")]
    [InlineData("BasePath", "/a/.well/..b")]
    [InlineData("PublicUrl", "https://auth.example.com/")]
    [InlineData("PublicUrl", "https://auth.example.com/api/v1/")]
    [InlineData("refreshtoken:leeway", "00:00:31")]
    [InlineData("Passwords:Algorithm", "argon2id")]
    [InlineData("Signing:RotationInterval", "1.00:00:00.001")]
    [InlineData("Signing:RotationInterval", "400.00:00:00")]
    [InlineData("Signing:Announce", "00:00:01")]
    [InlineData("Signing:Retain", "00:15:10")]
    [InlineData("ForwardedHeaders:KnownProxies", "10.0.0.0/8, ::1, 192.168.0.1")]
    public async Task A_value_at_the_edge_is_accepted(string key, string value)
    {
        await using var host = await TandemHost.StartAsync([(key, value)]);

        (await host.GetAsync("/readyz")).ShouldBe(200);
    }

    [Theory]
    [InlineData("Smtp:Host")]
    [InlineData("External:google:ClientId")]
    [InlineData("Links:VerifyEmail")]
    public async Task A_key_of_a_later_version_is_accepted_and_reported(string key)
    {
        await using var host = await TandemHost.StartAsync([(key, "value")]);

        Assert.NotEmpty(host.Logs.With(" Warning ", $"Tandem:{key} has no effect"));
    }

    public static TheoryData<string, string, string> Weak => new()
    {
        // What is warned of, with which key, and what the warning says.
        { "RefreshToken:Cookie:SameSite=None", "RefreshToken:Cookie:SameSite", "same site" },
        { "RefreshToken:Cookie:Name=refreshToken", "RefreshToken:Cookie:Name", "Without a prefix" },
        { "RefreshToken:Cookie:Domain=.example.com", "RefreshToken:Cookie:Domain", "receives the refresh token" },
        { "Frontends:0=http://localhost:5173", "Frontends", "plain HTTP" },
        { "Frontends:0=https://app.example.net;RefreshToken:Cookie:Partitioned=false", "Frontends", "Safari 26.2" },
        { "Metrics:Url=http://0.0.0.0:0", "Metrics:Url", "on all addresses" }, { "Metrics:Url=http://[::]:0", "Metrics:Url", "on all addresses" },
    };

    [Theory]
    [MemberData(nameof(Weak))]
    [Trait("requirement", "V35")]
    public async Task What_only_some_browsers_honour_or_is_weaker_than_it_need_be_is_warned_of(string settings, string key, string words)
    {
        await using var host = await TandemHost.StartAsync(
            [("PublicUrl", "https://auth.example.com"), .. settings.Split(';').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]);

        Assert.NotEmpty(host.Logs.With(" Warning ", $"Tandem:{key} = ", words));
    }

    [Theory]
    [InlineData("Frontends:0=https://crm.example.com")]
    [InlineData("Frontends:0=https://app.example.net")]
    [InlineData("Frontends:0=https://a.example.com;Frontends:1=https://b.example.net:8443;Frontends:2=capacitor://localhost")]
    [InlineData("RefreshToken:Cookie:SameSite=Strict")]
    [InlineData("RefreshToken:Cookie:SameSite=None;Frontends:0=https://app.example.net")]
    public async Task A_sound_set_up_starts_without_a_warning(string settings)
    {
        await using var host = await TandemHost.StartAsync(
            [("PublicUrl", "https://auth.example.com"), .. settings.Split(';').Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]);

        Assert.Empty(host.Logs.With(" Warning ", "Tandem:"));
    }

    [Fact]
    public async Task A_short_leeway_is_accepted_with_a_warning()
    {
        await using var host = await TandemHost.StartAsync([("RefreshToken:Leeway", "00:00:05")]);

        Assert.NotEmpty(host.Logs.With(" Warning ", "Leeway is 00:00:05"));
    }

    [Fact]
    public async Task Strict_one_time_use_is_accepted_with_a_warning_that_names_what_repeats_a_POST()
    {
        await using var host = await TandemHost.StartAsync([("RefreshToken:Leeway", "00:00:00"), ("RefreshToken:RecoveryWindow", "00:00:00")]);

        Assert.NotEmpty(host.Logs.With(" Warning ", " 1109 ", "HttpClient", "Varnish"));
    }

    [Fact]
    public async Task Code_may_change_what_configuration_says_and_is_checked_as_well()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Configuration = new Dictionary<string, string?> { ["Tandem:AccessToken:Lifetime"] = "00:10:00" },
            Services = static builder => builder.AddTandem(options => options.AccessToken.Lifetime = TimeSpan.FromMinutes(3)),
        });
        Assert.Equal(180, (await host.SignInAsync()).Json.GetProperty("expiresIn").GetInt64());

        await Assert.ThrowsAsync<ConfigurationException>(() => TandemHost.StartAsync(new TandemHostSettings
        {
            Services = static builder => builder.AddTandem(options => options.AccessToken.Lifetime = TimeSpan.FromDays(3)),
        }));
    }

    [Fact]
    public void Services_may_configure_the_options_and_their_parts_before_and_after_AddTandem()
    {
        var services = Services(("AccessToken:Lifetime", "00:10:00"), ("RefreshToken:Leeway", "00:00:40"));
        services.Configure<TandemOptions>(options => options.AccessToken.Lifetime = TimeSpan.FromMinutes(3));
        services.AddTandem();
        services.Configure<TandemOptions>(options => options.RefreshToken.IdleLifetime = TimeSpan.FromDays(2));
        services.Configure<AccessTokenOptions>(options => options.Audience = "api");
        using var provider = services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptions<TandemOptions>>().Value;
        Assert.Same(options, provider.GetRequiredService<TandemOptions>());
        Assert.Same(options.AccessToken, provider.GetRequiredService<IOptions<AccessTokenOptions>>().Value);
        Assert.Same(options.RefreshToken, provider.GetRequiredService<IOptions<RefreshTokenOptions>>().Value);
        Assert.Equal((TimeSpan.FromMinutes(3), "api"), (options.AccessToken.Lifetime, options.AccessToken.Audience));
        Assert.Equal((TimeSpan.FromDays(2), TimeSpan.FromSeconds(40)), (options.RefreshToken.IdleLifetime, options.RefreshToken.Leeway));
    }

    [Fact]
    public void What_services_configure_is_checked_together_with_the_configuration()
    {
        var services = Services(("Nonsense", "1"));
        services.AddTandem().Configure<TandemOptions>(options => options.AccessToken.Lifetime = TimeSpan.FromDays(3));
        services.Configure<RefreshTokenOptions>(options => options.Leeway = TimeSpan.FromHours(1));
        using var provider = services.BuildServiceProvider();

        var refused = Assert.Throws<ConfigurationException>(() => provider.GetRequiredService<IOptions<TandemOptions>>().Value);
        Assert.Equal(
            ["Tandem:AccessToken:Lifetime", "Tandem:Nonsense", "Tandem:RefreshToken:Leeway"], refused.Faults.Select(fault => fault.Key).Order());
    }

    private static IServiceCollection Services(params (string Key, string Value)[] keys) =>
        new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(keys.Select(key => KeyValuePair.Create($"Tandem:{key.Key}", (string?)key.Value))).Build());
}
