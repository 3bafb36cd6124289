namespace Tandem.AspNetCore.Tests.Configuration;

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
    [InlineData("RefreshToken:Cookie:Partitioned")]
    public async Task A_key_of_a_later_version_is_accepted_and_reported(string key)
    {
        await using var host = await TandemHost.StartAsync([(key, "value")]);

        Assert.NotEmpty(host.Logs.With(" Warning ", $"Tandem:{key} has no effect"));
    }

    [Fact]
    public async Task A_short_leeway_is_accepted_with_a_warning()
    {
        await using var host = await TandemHost.StartAsync([("RefreshToken:Leeway", "00:00:05")]);

        Assert.NotEmpty(host.Logs.With(" Warning ", "Leeway is 00:00:05"));
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

        await Assert.ThrowsAsync<Options.ConfigurationException>(() => TandemHost.StartAsync(new TandemHostSettings
        {
            Services = static builder => builder.AddTandem(options => options.AccessToken.Lifetime = TimeSpan.FromDays(3)),
        }));
    }
}
