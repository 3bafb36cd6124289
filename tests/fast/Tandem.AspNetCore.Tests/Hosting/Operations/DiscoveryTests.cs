using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.AspNetCore.Tests.Hosting.Operations;

/// <summary>What resource servers need to check access tokens alone. C8.</summary>
[Trait("requirement", "C8")]
public sealed class DiscoveryTests(HostFixture fixture) : IClassFixture<HostFixture>
{
    private readonly TandemHost host = fixture.Host;

    [Fact]
    public async Task Published_keys_have_public_members_only()
    {
        var answer = (await host.GetAsync("/.well-known/jwks.json")).ShouldBe(200);

        Assert.Equal("application/json", answer.Header("Content-Type"));
        var keys = answer.Json.GetProperty("keys").EnumerateArray().ToList();
        Assert.NotEmpty(keys);
        foreach (var key in keys)
        {
            Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(member => member.Name).Order());
            Assert.Equal(("EC", "P-256", "ES256", "sig"), (Text("kty"), Text("crv"), Text("alg"), Text("use")));

            string? Text(string member) => key.GetProperty(member).GetString();
        }
    }

    [Fact]
    public async Task An_access_token_can_be_verified_with_a_published_key_alone()
    {
        var parts = (await host.SignInAsync()).AccessToken.Split('.');
        var header = System.Text.Json.JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;

        var keys = (await host.GetAsync("/.well-known/jwks.json")).Json.GetProperty("keys").EnumerateArray();
        var key = keys.Single(candidate => candidate.GetProperty("kid").GetString() == header.GetProperty("kid").GetString());

        using var verifier = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Bytes("x"), Y = Bytes("y") },
        });
        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        Assert.True(verifier.VerifyData(signed, Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));

        byte[] Bytes(string member) => Base64Url.DecodeFromChars(key.GetProperty(member).GetString());
    }

    [Fact]
    public async Task Published_keys_stay_the_same_over_a_restart()
    {
        await using var restarted = await TandemHost.StartAsync();
        var before = (await restarted.GetAsync("/.well-known/jwks.json")).Body;

        await restarted.RestartAsync();

        Assert.Equal(before, (await restarted.GetAsync("/.well-known/jwks.json")).Body);
    }

    [Fact]
    public async Task Metadata_names_the_issuer_that_tokens_name_and_where_its_keys_are()
    {
        var metadata = (await host.GetAsync("/.well-known/oauth-authorization-server")).ShouldBe(200).Json;
        var signedIn = await host.SignInAsync();

        var issuer = metadata.GetProperty("issuer").GetString()!;
        Assert.Equal(signedIn.Claims().GetProperty("iss").GetString(), issuer);
        Assert.Equal(issuer + "/.well-known/jwks.json", metadata.GetProperty("jwks_uri").GetString());
        (await host.GetAsync(new Uri(metadata.GetProperty("jwks_uri").GetString()!).AbsolutePath)).ShouldBe(200);
    }

    // What verifiers ask for that know the issuer as their "authority". It names no endpoint of OpenID Connect: there is none.
    [Theory]
    [InlineData("")]
    [InlineData("/api/auth")]
    public async Task The_metadata_is_also_where_OpenID_Connect_has_its_own(string below) => Assert.Equal(
        (await host.GetAsync(below + "/.well-known/oauth-authorization-server")).ShouldBe(200).Body,
        (await host.GetAsync(below + "/.well-known/openid-configuration")).ShouldBe(200).Body);

    [Fact]
    public async Task Behind_a_public_url_the_issuer_is_that_url()
    {
        await using var secure = await TandemHost.StartAsync([("PublicUrl", "https://auth.example.com")]);

        var metadata = (await secure.GetAsync("/.well-known/oauth-authorization-server")).Json;

        Assert.Equal("https://auth.example.com", metadata.GetProperty("issuer").GetString());
        Assert.Equal("https://auth.example.com", (await secure.SignInAsync()).Claims().GetProperty("aud").GetString());
    }

    [Fact]
    public async Task Below_the_base_path_is_the_same_issuer_with_its_keys_there()
    {
        await using var other = await TandemHost.StartAsync([("PublicUrl", "https://crm.example.com"), ("BasePath", "/identity/v1")]);

        var metadata = (await other.GetAsync("/identity/v1/.well-known/oauth-authorization-server")).ShouldBe(200).Json;

        Assert.Equal("https://crm.example.com", metadata.GetProperty("issuer").GetString());
        Assert.Equal("https://crm.example.com/identity/v1/.well-known/jwks.json", metadata.GetProperty("jwks_uri").GetString());
        Assert.Equal(
            (await other.GetAsync("/.well-known/jwks.json")).Body, (await other.GetAsync("/identity/v1/.well-known/jwks.json")).ShouldBe(200).Body);
    }

    [Theory]
    [InlineData("https://crm.example.com/api")]
    [InlineData("https://crm.example.com/api/")]
    public async Task The_path_of_the_public_url_is_part_of_the_issuer_and_of_public_addresses(string url)
    {
        await using var behind = await TandemHost.StartAsync([("PublicUrl", url), ("BasePath", "/auth")]);
        var account = await behind.CreateAccountAsync();
        var login = new ApiRequest("POST", "/auth/login").Json(new { email = account.Email, password = TestAccounts.Password });
        var signedIn = (await behind.SendAsync(login.Origin("https://crm.example.com"))).ShouldBe(200);

        Assert.Equal("https://crm.example.com/api", signedIn.Claims().GetProperty("iss").GetString());
        Assert.Equal("https://crm.example.com/api", signedIn.Claims().GetProperty("aud").GetString());
        Assert.Equal("Path=/; Secure; HttpOnly; SameSite=Lax", Assert.Single(signedIn.SetCookies).Form);
        // RFC 8414 §3.1: with a path, the document's address has the well-known part before it.
        foreach (var (path, keys) in new[]
        {
            ("/.well-known/oauth-authorization-server", "https://crm.example.com/api/.well-known/jwks.json"),
            ("/.well-known/oauth-authorization-server/api", "https://crm.example.com/api/.well-known/jwks.json"),
            ("/auth/.well-known/oauth-authorization-server", "https://crm.example.com/api/auth/.well-known/jwks.json"),
            // OpenID Connect Discovery §4: after the path, which the proxy takes off.
            ("/.well-known/openid-configuration", "https://crm.example.com/api/.well-known/jwks.json"),
        })
        {
            var metadata = (await behind.GetAsync(path)).ShouldBe(200).Json;
            Assert.Equal("https://crm.example.com/api", metadata.GetProperty("issuer").GetString());
            Assert.Equal(keys, metadata.GetProperty("jwks_uri").GetString());
        }
    }

    [Fact]
    public async Task Without_a_path_nothing_is_below_the_metadata()
    {
        Assert.Equal(ApplicationEndpoints.FallbackPage, (await host.GetAsync("/.well-known/oauth-authorization-server/api")).Body);
    }

    [Theory]
    [InlineData("/.well-known/jwks.json")]
    [InlineData("/.well-known/oauth-authorization-server")]
    [InlineData("/api/auth/.well-known/jwks.json")]
    [InlineData("/api/auth/.well-known/oauth-authorization-server")]
    [InlineData("/.well-known/openid-configuration")]
    [Trait("requirement", "G8")]
    public async Task What_a_client_has_already_is_not_sent_again(string path)
    {
        var first = (await host.GetAsync(path)).ShouldBe(200);
        var tag = first.Header("ETag")!;
        Assert.Matches("^\"[A-Za-z0-9_-]{43}\"$", tag);

        foreach (var condition in new[] { tag, "*", $"\"other\", {tag}", $"W/{tag}" })
        {
            var again = await host.SendAsync(new ApiRequest("GET", path).Header("If-None-Match", condition));
            Assert.True(again.Status == 304, $"{condition}: {again.Status}");
            Assert.Empty(again.Body);
            foreach (var name in new[] { "ETag", "Cache-Control", "Vary" })
                Assert.Equal(first.Header(name), again.Header(name));
        }

        (await host.SendAsync(new ApiRequest("GET", path).Header("If-None-Match", "\"other\""))).ShouldBe(200);
    }

    [Theory]
    [InlineData("1.00:00:00", "public, max-age=300")]
    [InlineData("00:01:00", "public, max-age=30")]
    [Trait("requirement", "G8")]
    public async Task Keys_are_cached_for_less_than_they_are_announced_for(string announce, string expected)
    {
        await using var other = await TandemHost.StartAsync([("Signing:Announce", announce)]);

        Assert.Equal(expected, (await other.GetAsync("/.well-known/jwks.json")).Header("Cache-Control"));
    }

    [Fact]
    public async Task An_RS256_key_is_published_with_its_public_members_and_signs_access_tokens()
    {
        await using var other = await TandemHost.StartAsync([("Signing:Algorithm", "RS256")]);

        var key = (await other.GetAsync("/.well-known/jwks.json")).Json.GetProperty("keys")[0];

        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], key.EnumerateObject().Select(member => member.Name).Order());
        // 3,072 bits: 128 bits of security (ASVS 11.2.3).
        Assert.Equal(384, Base64Url.DecodeFromChars(key.GetProperty("n").GetString()).Length);
        (await other.GetAsync("/api/me", (await other.SignInAsync()).AccessToken)).ShouldBe(200);
    }
}
