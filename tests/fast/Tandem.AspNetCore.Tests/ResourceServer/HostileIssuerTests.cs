using Microsoft.AspNetCore.Http;

using Tandem.AccessTokens;
using Tandem.AspNetCore.ResourceServer;
using Tandem.Processes.Testing;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>What an API takes from whoever answers at the issuer's address. RFC 8414 §3.3; C3, F5, V14, V35.</summary>
[Trait("requirement", "C3")]
public sealed class HostileIssuerTests : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private readonly SwitchableKeys keys = new();
    private HostileIssuer issuer = null!;
    private HostileIssuer elsewhere = null!;

    public async ValueTask InitializeAsync()
    {
        issuer = await HostileIssuer.StartAsync();
        elsewhere = await HostileIssuer.StartAsync();
        issuer.Keys = elsewhere.Keys = GoodKeysAsync;
    }

    public async ValueTask DisposeAsync()
    {
        await issuer.DisposeAsync();
        await elsewhere.DisposeAsync();
    }

    [Fact]
    public async Task The_answers_that_these_tests_spoil_are_good()
    {
        await using var api = await StartAsync();
        (await api.GetAsync(Token())).ShouldBe(200);
    }

    public static TheoryData<string> Spoiled =>
    [
        "another issuer", "issuer with a slash", "issuer in upper case", "no issuer", "issuer of another type", "keys elsewhere", "keys over another scheme",
        "keys with user information", "keys at a file", "relative address of keys", "no address of keys", "a member twice", "not JSON", "a list", "not declared as JSON",
        "404", "500", "204", "metadata redirected", "keys redirected", "metadata too large", "keys too large", "keys too large in chunks",
        "keys that are no set", "a page instead of keys", "compressed keys", "a surrogate as issuer", "an answer cut short",
    ];

    [Theory]
    [MemberData(nameof(Spoiled))]
    public async Task No_key_is_taken_from_an_answer_that_is_not_the_issuers_own(string how)
    {
        Spoil(how);
        await using var api = await StartAsync();

        (await api.GetAsync(Token())).ShouldBe(503, "signing_keys_unavailable");
        Assert.Empty(elsewhere.Asked);
        Assert.NotEmpty(api.Logs.With(" 1201 "));

        // V35: it fails closed, and it recovers by itself.
        (issuer.Metadata, issuer.Keys) = (null, GoodKeysAsync);
        time.Advance(TimeSpan.FromSeconds(10));
        (await api.GetAsync(Token())).ShouldBe(200);
    }

    [Theory]
    [MemberData(nameof(Spoiled))]
    public async Task An_answer_that_is_not_the_issuers_own_takes_no_key_away(string how)
    {
        await using var api = await StartAsync();
        (await api.GetAsync(Token())).ShouldBe(200);
        Spoil(how);
        await api.Keys.RefreshAsync();
        (await api.GetAsync(Token())).ShouldBe(200);
        Assert.Empty(elsewhere.Asked);
    }

    [Fact]
    public async Task A_request_waits_for_a_slow_issuer_no_longer_than_its_patience()
    {
        var asked = new TaskCompletionSource();
        issuer.Metadata = context =>
        {
            asked.TrySetResult();
            return Task.Delay(Timeout.Infinite, context.RequestAborted);
        };
        await using var api = await StartAsync();
        await asked.Task;
        var waiting = api.GetAsync(Token());
        await Eventually.IsTrueAfterAsync(() => time.Advance(TimeSpan.FromMilliseconds(50)), () => waiting.IsCompleted);
        (await waiting).ShouldBe(503, "signing_keys_unavailable");
        Assert.Single(issuer.Asked);
        // The fetch itself ends as well.
        await Eventually.IsTrueAfterAsync(() => time.Advance(TimeSpan.FromMilliseconds(50)), () => api.Logs.With(" 1201 ", "in time").Any());
    }

    [Fact]
    public async Task A_request_that_joined_a_fetch_which_ends_in_vain_has_another_once_the_cooldown_is_over()
    {
        var held = new TaskCompletionSource();
        issuer.Metadata = async context =>
        {
            await held.Task;
            context.Response.StatusCode = 500;
        };
        await using var api = await StartAsync(configure: options => options.Timeout = TimeSpan.FromMinutes(1));
        await Eventually.IsTrueAsync(() => !issuer.Asked.IsEmpty);
        time.Advance(TimeSpan.FromSeconds(10));
        var joined = api.Keys.LookAgainAsync(TestContext.Current.CancellationToken).AsTask();
        issuer.Metadata = null;
        held.SetResult();
        await joined;
        Assert.True(api.Keys.AreUsable);
        Assert.NotEmpty(api.Logs.With(" 1201 "));
    }

    [Fact]
    public async Task Of_a_set_with_bad_keys_the_good_ones_are_used_and_the_bad_ones_reported()
    {
        var good = System.Text.Encoding.UTF8.GetString(JsonWebKeySet.From(keys.Current).ToJson());
        var lost = good.Replace("\"kty\":\"EC\"", "\"kty\":\"EC\",\"d\":\"AAAA\"", StringComparison.Ordinal);
        issuer.Keys = context => HostileIssuer.JsonAsync(context, lost);
        await using var api = await StartAsync();
        (await api.GetAsync(Token())).ShouldBe(401, "access_token_invalid");
        Assert.Single(api.Logs.With(" 1203 ", nameof(PublishedKeyFault.Private)));

        issuer.Keys = context => HostileIssuer.JsonAsync(context, good.Replace("[{", """[{"kty":"oct","k":"AAAA","kid":"s"},{""", StringComparison.Ordinal));
        await api.Keys.RefreshAsync();
        (await api.GetAsync(Token())).ShouldBe(200);
    }

    [Fact]
    public async Task Proxies_of_the_environment_are_not_asked()
    {
        using var client = new IssuerClient(new TandemBearerOptions(), time);
        await using var proxied = new IssuerProxy(elsewhere.Origin);
        await client.ReadAsync(new Uri(issuer.Origin + "/keys"), CancellationToken.None);
        Assert.Empty(elsewhere.Asked);
    }

    private Task<ApiHost> StartAsync(Action<TandemBearerOptions>? configure = null) => ApiHost.StartAsync(issuer.Origin, time, configure);

    private string Token() => GenuineToken.Of(issuer.Origin, keys, time);

    private Task GoodKeysAsync(HttpContext context) =>
        HostileIssuer.JsonAsync(context, System.Text.Encoding.UTF8.GetString(JsonWebKeySet.From(keys.Current).ToJson()));

    private void Spoil(string how)
    {
        var good = issuer.GoodMetadata;
        var own = issuer.Origin;
        string Metadata(string issuerName, string address) => $$"""{"issuer":{{issuerName}},"jwks_uri":"{{address}}"}""";
        Func<HttpContext, Task> Says(string json) => context => HostileIssuer.JsonAsync(context, json);
        Func<HttpContext, Task> Status(int code) => context =>
        {
            context.Response.StatusCode = code;
            return code == 204 ? Task.CompletedTask : HostileIssuer.JsonAsync(context, good);
        };
        Func<HttpContext, Task> Redirects(string path) => context =>
        {
            context.Response.Redirect(elsewhere.Origin + path);
            return Task.CompletedTask;
        };
        switch (how)
        {
            case "another issuer": issuer.Metadata = Says(Metadata($"\"{elsewhere.Origin}\"", own + "/keys")); break;
            case "issuer with a slash": issuer.Metadata = Says(Metadata($"\"{own}/\"", own + "/keys")); break;
            case "issuer in upper case": issuer.Metadata = Says(Metadata($"\"{own.ToUpperInvariant()}\"", own + "/keys")); break;
            case "no issuer": issuer.Metadata = Says($$"""{"jwks_uri":"{{own}}/keys"}"""); break;
            case "issuer of another type": issuer.Metadata = Says(Metadata($"[\"{own}\"]", own + "/keys")); break;
            case "a surrogate as issuer": issuer.Metadata = Says(Metadata("\"\\ud800\"", own + "/keys")); break;
            case "keys elsewhere": issuer.Metadata = Says(Metadata($"\"{own}\"", elsewhere.Origin + "/keys")); break;
            case "keys over another scheme": issuer.Metadata = Says(Metadata($"\"{own}\"", own.Replace("http:", "https:", StringComparison.Ordinal) + "/keys")); break;
            case "keys with user information": issuer.Metadata = Says(Metadata($"\"{own}\"", own.Replace("://", "://a:b@", StringComparison.Ordinal) + "/keys")); break;
            case "keys at a file": issuer.Metadata = Says(Metadata($"\"{own}\"", "file:///etc/passwd")); break;
            case "relative address of keys": issuer.Metadata = Says(Metadata($"\"{own}\"", "/keys")); break;
            case "no address of keys": issuer.Metadata = Says($$"""{"issuer":"{{own}}"}"""); break;
            case "a member twice": issuer.Metadata = Says(good[..^1] + $$""","issuer":"{{own}}"}"""); break;
            case "not JSON": issuer.Metadata = Says("issuer=" + own); break;
            case "a list": issuer.Metadata = Says($"[{good}]"); break;
            case "not declared as JSON": issuer.Metadata = context => HostileIssuer.JsonAsync(context, good, "text/plain"); break;
            case "404": issuer.Metadata = Status(404); break;
            case "500": issuer.Metadata = Status(500); break;
            case "204": issuer.Metadata = Status(204); break;
            case "metadata redirected": issuer.Metadata = Redirects("/.well-known/oauth-authorization-server"); break;
            case "keys redirected": issuer.Keys = Redirects("/keys"); break;
            case "metadata too large": issuer.Metadata = Says(good.PadRight(65_537)); break;
            case "keys too large": issuer.Keys = Says("""{"keys":[]}""".PadRight(65_537)); break;
            case "keys too large in chunks": issuer.Keys = EndlessAsync; break;
            case "keys that are no set": issuer.Keys = Says("""{"kty":"EC"}"""); break;
            case "a page instead of keys": issuer.Keys = context => HostileIssuer.JsonAsync(context, "<html>", "text/html"); break;
            case "compressed keys":
                issuer.Keys = context =>
                {
                    context.Response.Headers.ContentEncoding = "gzip";
                    return HostileIssuer.JsonAsync(context, "\u001f\u008b");
                };
                break;
            case "an answer cut short":
                issuer.Keys = async context =>
                {
                    context.Response.ContentLength = 100;
                    await HostileIssuer.JsonAsync(context, """{"keys":[""");
                    context.Abort();
                };
                break;
            default: throw new ArgumentOutOfRangeException(nameof(how), how, null);
        }
    }

    private static async Task EndlessAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        try
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(new byte[16_384], context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The API has had enough.
        }
    }
}
