using Microsoft.Extensions.DependencyInjection;

using Tandem.Processes.Testing;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>An API that is not the issuer, both on real web servers, with one clock. C3, C6, C11, V34.</summary>
[Trait("requirement", "C6")]
public sealed class ResourceServerTests : IAsyncLifetime
{
    private readonly SwitchableKeys keys = new();
    private readonly CountedRequests asked = new();
    private TandemHost issuer = null!;
    private ApiHost api = null!;

    public async ValueTask InitializeAsync()
    {
        var services = keys.Settings.Services!;
        issuer = await TandemHost.StartAsync(keys.Settings with
        {
            Services = builder =>
            {
                services(builder);
                builder.Services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(asked);
            },
        });
        api = await ApiHost.StartAsync(issuer.Origin, issuer.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_token_of_the_issuer_is_accepted_and_says_whose_it_is()
    {
        var account = await issuer.CreateAccountAsync();
        var token = (await issuer.LoginAsync(account.Email)).AccessToken;

        Assert.Equal(account.Id.ToString(), (await api.GetAsync(token)).ShouldBe(200).Body);
        Assert.Equal((1, 1), (asked.Metadata, asked.Keys));
    }

    [Fact]
    public async Task RS256_is_accepted_as_well()
    {
        keys.Rotate(SigningAlgorithm.Rs256);
        issuer.Time.Advance(TimeSpan.FromSeconds(10));
        (await api.GetAsync(await TokenAsync())).ShouldBe(200);
    }

    [Fact]
    public async Task Roles_and_refusals_are_those_of_the_issuer()
    {
        (await api.GetAsync(await TokenAsync("admin"), "/refunds")).ShouldBe(200);
        var forbidden = (await api.GetAsync(await TokenAsync("user"), "/refunds")).ShouldBe(403, "forbidden");
        Assert.Equal("Bearer error=\"insufficient_scope\"", forbidden.Header("WWW-Authenticate"));

        Assert.Equal("Bearer", (await api.GetAsync(null)).ShouldBe(401, "access_token_missing").Header("WWW-Authenticate"));
        var invalid = (await api.GetAsync("garbage")).ShouldBe(401, "access_token_invalid");
        Assert.Contains("error=\"invalid_token\"", invalid.Header("WWW-Authenticate"), StringComparison.Ordinal);
        // C10
        (await api.GetAsync(null, $"/orders?access_token={await TokenAsync()}")).ShouldBe(401, "access_token_missing");

        var expiring = await TokenAsync();
        issuer.Time.Advance(TimeSpan.FromSeconds(909));
        (await api.GetAsync(expiring)).ShouldBe(200);
        issuer.Time.Advance(TimeSpan.FromSeconds(1));
        (await api.GetAsync(expiring)).ShouldBe(401, "access_token_expired");
    }

    [Fact]
    public async Task A_token_for_somebody_else_is_refused()
    {
        // V34: a key of the issuer's is not enough.
        await using var other = await ApiHost.StartAsync(issuer.Origin, issuer.Time, options => options.Audience = "https://api.example.com");
        var token = await TokenAsync();
        (await other.GetAsync(token)).ShouldBe(401, "access_token_invalid");
        (await api.GetAsync(token)).ShouldBe(200);
    }

    [Fact]
    public async Task An_ended_session_is_accepted_here_until_its_token_expires()
    {
        var session = await issuer.SignInAsync();
        await issuer.LogoutAsync(session.RefreshToken);
        (await issuer.MeAsync(session.AccessToken)).ShouldBe(401, "session_revoked");
        (await api.GetAsync(session.AccessToken)).ShouldBe(200);
        issuer.Time.Advance(TimeSpan.FromMinutes(16));
        (await api.GetAsync(session.AccessToken)).ShouldBe(401, "access_token_expired");
    }

    [Fact]
    public async Task A_new_key_costs_one_fetch_and_no_refusal()
    {
        (await api.GetAsync(await TokenAsync())).ShouldBe(200);
        keys.Rotate();
        var token = await TokenAsync();
        issuer.Time.Advance(TimeSpan.FromSeconds(10));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => api.GetAsync(token)));
        Assert.All(answers, answer => answer.ShouldBe(200));
        Assert.Equal(2, asked.Keys);
    }

    [Fact]
    public async Task A_flood_of_invented_keys_costs_the_issuer_one_fetch_in_each_cooldown()
    {
        (await api.GetAsync(await TokenAsync())).ShouldBe(200);
        for (var round = 0; round < 3; round++)
        {
            issuer.Time.Advance(TimeSpan.FromSeconds(10));
            var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => api.GetAsync(Forged.OfUnknownKey($"{round}-{i}"))));
            Assert.All(answers, answer => answer.ShouldBe(401, "access_token_invalid"));
            Assert.Equal((round + 2, round + 2), (asked.Keys, asked.Metadata));
            issuer.Time.Advance(TimeSpan.FromSeconds(9.9));
            (await api.GetAsync(Forged.OfUnknownKey("late"))).ShouldBe(401, "access_token_invalid");
            Assert.Equal(round + 2, asked.Keys);
        }
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"at+jwt","kid":"x"}""")]
    [InlineData("""{"alg":"HS256","typ":"at+jwt","kid":"x"}""")]
    [InlineData("""{"alg":"ES256","typ":"JWT","kid":"x"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt","kid":"x","jku":"http://127.0.0.1:1/"}""")]
    [InlineData("""{"alg":"ES256","typ":"at+jwt"}""")]
    public async Task What_no_key_could_make_good_costs_no_fetch(string header)
    {
        (await api.GetAsync(await TokenAsync())).ShouldBe(200);
        issuer.Time.Advance(TimeSpan.FromSeconds(11));
        (await api.GetAsync(Forged.WithHeader(header))).ShouldBe(401, "access_token_invalid");
        Assert.Equal(1, asked.Keys);
    }

    [Fact]
    public async Task While_the_issuer_is_away_the_keys_at_hand_go_on_until_they_are_too_old()
    {
        (await api.GetAsync(await TokenAsync())).ShouldBe(200);
        var grant = await issuer.SignInAsync();
        await issuer.StopAsync();

        (await api.GetAsync(grant.AccessToken)).ShouldBe(200);
        issuer.Time.Advance(TimeSpan.FromSeconds(800));
        (await api.GetAsync(grant.AccessToken)).ShouldBe(200);
        (await api.GetAsync(Forged.OfUnknownKey("x"))).ShouldBe(401, "access_token_invalid");

        // Fresh for 300 s, as the issuer says, and stale for a day: then nothing is known of any token.
        issuer.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(300 - 801));
        (await api.GetAsync(grant.AccessToken)).ShouldBe(401, "access_token_expired");
        issuer.Time.Advance(TimeSpan.FromSeconds(1));
        var unknown = (await api.GetAsync(grant.AccessToken)).ShouldBe(503, "signing_keys_unavailable");
        Assert.InRange(int.Parse(unknown.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 10);
        Assert.Null(unknown.Header("WWW-Authenticate"));
        Assert.Single(api.Logs.With(" 1201 "));
    }

    [Fact]
    public async Task A_withdrawn_key_is_refused_once_the_cache_is_over()
    {
        var old = await TokenAsync();
        (await api.GetAsync(old)).ShouldBe(200);
        keys.Rotate();
        keys.Withdraw();

        // Nobody asks for a key that is not known: it is the refresh before the 300 s are over that finds out.
        await Eventually.IsTrueAfterAsync(() => issuer.Time.Advance(TimeSpan.FromSeconds(5)), () => asked.Keys == 2);
        await api.Keys.RefreshAsync();
        (await api.GetAsync(old)).ShouldBe(401, "access_token_invalid");
        (await api.GetAsync(await TokenAsync())).ShouldBe(200);
    }

    private async Task<string> TokenAsync(string role = "user") => (await issuer.SignInAsync(roles: [role])).AccessToken;
}
