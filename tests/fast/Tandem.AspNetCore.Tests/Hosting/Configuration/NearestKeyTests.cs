using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.AspNetCore.Tests.Hosting.Configuration;

/// <summary>A mistyped key gets the nearest one of its section, and never one that changes something else.</summary>
public sealed class NearestKeyTests
{
    private static readonly IReadOnlyList<string> Keys = [.. ConfigurationKeys.All.Select(key => key.Name)];

    [Theory]
    [InlineData("RefreshToken:Lifetime", "RefreshToken:IdleLifetime")]
    [InlineData("RefreshToken:Leway", "RefreshToken:Leeway")]
    [InlineData("RefreshTokens:Leeway", "RefreshToken:Leeway")]
    [InlineData("RefreshTokn:Leeway", "RefreshToken:Leeway")]
    [InlineData("refreshtoken:cookie:same_site", "RefreshToken:Cookie:SameSite")]
    [InlineData("Cookie:SameSite", "RefreshToken:Cookie:SameSite")]
    [InlineData("AccessToken:LifeTimes", "AccessToken:Lifetime")]
    [InlineData("Frontend", "Frontends")]
    [InlineData("FrontEnds_", "Frontends")]
    [InlineData("PublicURLs", "PublicUrl")]
    [InlineData("PublicUri", "PublicUrl")]
    [InlineData("Lockout:MaxFailure", "Lockout:MaxFailures")]
    // Of another section, or of another meaning.
    [InlineData("Lifetime", null)]
    [InlineData("Leeway", null)]
    [InlineData("Sessions:Lifetime", null)]
    [InlineData("RefreshToken:Cookie:Secure", null)]
    [InlineData("RefreshToken:Cookie:Auth", null)]
    [InlineData("Nonsense", null)]
    [InlineData("Nonsense:Nonsense", null)]
    [InlineData("RefreshToken", null)]
    public void The_nearest_key_of_the_section_is_named(string unknown, string? key) => Assert.Equal(key, NearestKey.To(unknown, Keys));

    [Fact]
    public void No_key_is_nearer_to_another_than_to_itself() => Assert.All(Keys, key => Assert.Equal(key, NearestKey.To(key, Keys)));

    [Fact]
    public async Task The_start_asks_whether_it_was_meant()
    {
        var refused = await Assert.ThrowsAsync<ConfigurationException>(() => TandemHost.StartAsync(
            ("RefreshToken:Lifetime", "7.00:00:00"), ("Frontend:0", "https://a.example.com"), ("Frontend:1", "https://b.example.com"), ("Nonsense", "1")));

        Assert.Equal(
            [
                "Tandem:Frontend = set: There is no such key. Did you mean Tandem:Frontends? If not, remove it.",
                "Tandem:Nonsense = set: There is no such key. Remove it.",
                "Tandem:RefreshToken:Lifetime = set: There is no such key. Did you mean Tandem:RefreshToken:IdleLifetime? If not, remove it.",
            ],
            refused.Faults.Select(fault => fault.ToString()).Order(StringComparer.Ordinal));
    }
}
