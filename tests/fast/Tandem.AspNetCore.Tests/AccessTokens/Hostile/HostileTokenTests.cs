using System.Text;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Tests.ResourceServer;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.Tests.AccessTokens.Hostile;

/// <summary>Everything that is not one of this installation's access tokens, against the server and against the validator. C1 to C6, V12 to V16, V34, V35.</summary>
[Trait("requirement", "C2")]
public abstract class HostileTokenTests : IAsyncLifetime
{
    private readonly string algorithm;
    private readonly SwitchableKeys keys;
    private readonly WatchedAddress watched = new();
    private TandemHost host = null!;
    private string good = null!;
    private HandMadeTokens byHand = null!;
    private List<HostileToken> tokens = null!;

    protected HostileTokenTests(string algorithm)
    {
        this.algorithm = algorithm;
        keys = new SwitchableKeys(algorithm);
    }

    public async ValueTask InitializeAsync()
    {
        host = await TandemHost.StartAsync(keys.Settings);
        good = (await host.SignInAsync()).AccessToken;
        byHand = new HandMadeTokens(keys.Current.Active, good, watched.Url, host.Origin, host.Time.GetUtcNow());
        var jwks = (await host.GetAsync("/.well-known/jwks.json")).Json;
        var made = await NodeScript.RunAsync("make-tokens.mjs", new { jwks, good, watched = watched.Url.ToString().TrimEnd('/') });
        tokens = [.. made.EnumerateArray().Select(token => new HostileToken("jose: " + Text(token, "name"), Text(token, "token"))), .. byHand.All()];

        static string Text(JsonElement token, string name) => token.GetProperty(name).GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        watched.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_server_refuses_each_and_calls_nobody()
    {
        Assert.InRange(tokens.Count, 200, 400);
        Assert.Equal(tokens.Count, tokens.Select(token => token.Name).Distinct().Count());
        (await host.MeAsync(good)).ShouldBe(200);
        (await host.MeAsync(byHand.Unchanged)).ShouldBe(200);

        var wrong = new List<string>();
        foreach (var token in tokens.Where(token => token.FitsHeader))
        {
            var answer = await host.SendRawAsync(Request(token.Token));
            if (!token.Statuses.Contains(answer.Status) || (answer.Status == 401 && answer.Code != token.Code))
                wrong.Add($"{token.Name}: {answer.Status} {answer.Code}");
        }

        Assert.Empty(wrong);
        Assert.Equal(0, watched.Calls);
        Assert.Empty(host.Logs.With(" Critical "));
        (await host.MeAsync(good)).ShouldBe(200);
    }

    [Fact]
    public void The_validator_refuses_each_within_a_millisecond_and_calls_nobody()
    {
        var validator = host.Get<AccessTokenValidator>();
        var now = host.Time.GetUtcNow();
        Assert.True(validator.Validate(good, now).IsValid);
        Assert.True(validator.Validate(byHand.Unchanged, now).IsValid);
        Assert.Empty(tokens.Where(token => validator.Validate(token.Token, now).IsValid).Select(token => token.Name));

        // C5: whatever a token asks for, it costs no more than one signature.
        var slow = tokens.Select(token => (token.Name, Cost: LeastCost(() => validator.Validate(token.Token, now))))
            .Where(token => token.Cost >= TimeSpan.FromMilliseconds(1));
        Assert.Empty(slow);
        Assert.Equal(0, watched.Calls);
    }

    [Fact]
    public async Task Tokens_of_the_server_are_good_for_an_independent_library()
    {
        var verified = await NodeScript.RunAsync("verify-token.mjs", new
        {
            url = host.Origin + "/.well-known/jwks.json",
            issuer = host.Origin,
            audience = host.Origin,
            algorithm,
            token = good,
            now = host.Time.GetUtcNow().ToUnixTimeSeconds(),
        });
        Assert.Equal(algorithm, verified.GetProperty("protectedHeader").GetProperty("alg").GetString());
        Assert.Equal("tandem", verified.GetProperty("payload").GetProperty("client_id").GetString());
    }

    private byte[] Request(string token) => Encoding.UTF8.GetBytes(
        $"GET /api/me HTTP/1.1\r\nHost: {host.Url.Authority}\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\r\n");

    // Whatever else the machine does only adds to it.
    private static TimeSpan LeastCost(Action work)
    {
        const int runs = 21;
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < runs; i++)
        {
            var start = TimeProvider.System.GetTimestamp();
            work();
            var cost = TimeProvider.System.GetElapsedTime(start);
            least = cost < least ? cost : least;
        }

        return least;
    }
}

/// <summary>With the default algorithm.</summary>
public sealed class HostileTokensForES256Tests() : HostileTokenTests(SigningAlgorithm.Es256);

/// <summary>With the other one.</summary>
public sealed class HostileTokensForRS256Tests() : HostileTokenTests(SigningAlgorithm.Rs256);
