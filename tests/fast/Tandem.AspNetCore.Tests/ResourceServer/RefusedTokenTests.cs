namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>The operator of an API learns why tokens are refused, and the caller gets a cure that fits.</summary>
public sealed class RefusedTokenTests : IAsyncLifetime
{
    private TandemHost issuer = null!;
    private string token = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await TandemHost.StartAsync(("AccessToken:Audience", "https://crm.example.com"));
        token = (await issuer.SignInAsync()).AccessToken!;
    }

    public ValueTask DisposeAsync() => issuer.DisposeAsync();

    [Fact]
    public async Task Another_audience_is_told_with_what_was_expected_and_what_came_and_no_advice_to_refresh()
    {
        await using var api = await ApiHost.StartAsync(issuer.Origin, issuer.Time, options => options.Audience = "https://orders.example.com");

        var answer = (await api.GetAsync(token)).ShouldBe(401, "access_token_invalid");

        var warning = Assert.Single(api.Logs.With(" 1204 "));
        Assert.Contains("Warning", warning, StringComparison.Ordinal);
        Assert.Contains("Expected aud \"https://orders.example.com\", got \"https://crm.example.com\"", warning, StringComparison.Ordinal);
        Assert.Contains("Tandem:AccessToken:Audience", warning, StringComparison.Ordinal);
        var detail = answer.Json.GetProperty("detail").GetString();
        Assert.Contains("another audience, and refreshing does not change that", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_told_once_a_minute_for_each_kind_of_fault_with_a_count_of_the_rest()
    {
        await using var api = await ApiHost.StartAsync(issuer.Origin, issuer.Time, options => options.Audience = "https://orders.example.com");
        for (var i = 0; i < 20; i++)
        {
            await api.GetAsync(token);
            await api.GetAsync("garbage");
        }

        issuer.Time.Advance(TimeSpan.FromSeconds(59));
        await api.GetAsync(token);
        Assert.Equal(2, api.Logs.With(" 1204 ").Count());
        Assert.Empty(api.Logs.With(" 1205 "));

        issuer.Time.Advance(TimeSpan.FromSeconds(1));
        await api.GetAsync(token);
        var again = Assert.Single(api.Logs.With(" 1205 "));
        Assert.Contains("WrongAudience", again, StringComparison.Ordinal);
        Assert.Contains("20 others", again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clocks_that_differ_are_told_as_such()
    {
        var behind = new Tandem.Testing.ManualTimeProvider();
        issuer.Time.Advance(TimeSpan.FromSeconds(60));
        var ahead = (await issuer.SignInAsync()).AccessToken;
        await using var api = await ApiHost.StartAsync(issuer.Origin, behind, options => options.Audience = "https://crm.example.com");

        var answer = (await api.GetAsync(ahead)).ShouldBe(401, "access_token_invalid");

        Assert.Contains("Set both clocks by NTP", Assert.Single(api.Logs.With(" 1204 ")), StringComparison.Ordinal);
        Assert.Contains("the clocks of this server and of the issuer differ", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage", "Expected three parts with dots between them, got 1: this is no JWT.", "Send accessToken of a token response, whole")]
    [InlineData("eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IngifQ.e30.AAAA", "Expected typ \"at+jwt\", got \"JWT\".", "not an ID token")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0Iiwia2lkIjoieCJ9.e30.AAAA", "got \"none\".", "Its alg is not the one")]
    [InlineData("eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCIsImtpZCI6IngifQ.e30.AAAA", "got kid \"x\" from issuer none.", "a key that is not known here")]
    public async Task What_came_instead_is_named(string presented, string logged, string told)
    {
        await using var api = await ApiHost.StartAsync(issuer.Origin, issuer.Time);

        var answer = (await api.GetAsync(presented)).ShouldBe(401, "access_token_invalid");

        Assert.Contains(logged, Assert.Single(api.Logs.With(" 1204 ")), StringComparison.Ordinal);
        Assert.Contains(told, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_token_is_no_news()
    {
        await using var api = await ApiHost.StartAsync(issuer.Origin, issuer.Time, options => options.Audience = "https://crm.example.com");
        (await api.GetAsync(token)).ShouldBe(200);
        issuer.Time.Advance(TimeSpan.FromHours(1));

        (await api.GetAsync(token)).ShouldBe(401, "access_token_expired");

        Assert.Empty(api.Logs.With(" 1204 "));
    }

    [Fact]
    public async Task Neither_the_token_nor_what_a_stranger_wrote_unescaped_gets_into_the_log()
    {
        await using var api = await ApiHost.StartAsync(issuer.Origin, issuer.Time);
        await api.GetAsync(token);
        await api.GetAsync(Forged.OfUnknownKey("a\\nb\u202e" + new string('c', 4000)));

        var logged = string.Join('\n', api.Logs.With(" 1204 "));
        Assert.DoesNotContain(token.Split('.')[1], logged, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202e', logged);
        Assert.DoesNotContain(new string('c', 300), logged, StringComparison.Ordinal);
    }
}
