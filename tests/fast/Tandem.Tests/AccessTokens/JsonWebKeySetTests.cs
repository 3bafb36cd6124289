using System.Buffers.Text;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.SigningKeys;

namespace Tandem.Tests.AccessTokens;

public sealed class JsonWebKeySetTests
{
    private readonly TokenFixture tokens = new();

    [Fact]
    public void It_lists_the_active_then_the_announced_then_the_verifying_key()
    {
        using var json = JsonDocument.Parse(JsonWebKeySet.From(tokens.Current).ToJson());
        Assert.Equal(["keys"], json.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            [tokens.KeyId, tokens.Current.Announced!.KeyId, tokens.Retired.KeyId],
            json.RootElement.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()));
    }

    [Fact]
    public void Each_key_has_exactly_the_public_members_with_full_width_coordinates()
    {
        using var json = JsonDocument.Parse(JsonWebKeySet.From(tokens.Current).ToJson());
        foreach (var key in json.RootElement.GetProperty("keys").EnumerateArray())
        {
            Assert.Equal(["kty", "crv", "x", "y", "kid", "use", "alg"], key.EnumerateObject().Select(member => member.Name));
            Assert.Equal(
                ("EC", "P-256", "sig", "ES256"),
                (key.GetProperty("kty").GetString(), key.GetProperty("crv").GetString(), key.GetProperty("use").GetString(),
                    key.GetProperty("alg").GetString()));
            var x = Base64Url.DecodeFromChars(key.GetProperty("x").GetString());
            var y = Base64Url.DecodeFromChars(key.GetProperty("y").GetString());
            Assert.Equal((32, 32), (x.Length, y.Length));
            Assert.Equal(Thumbprint.Of([("crv", "P-256"), ("kty", "EC"), ("x", Text("x")), ("y", Text("y"))]), key.GetProperty("kid").GetString());

            string Text(string name) => key.GetProperty(name).GetString()!;
        }
    }

    [Fact]
    public void An_RSA_key_of_3072_bits_has_a_modulus_and_an_exponent()
    {
        // C8: 128 bits of security (ASVS 11.2.3).
        var rsa = tokens.Create(SigningKeyState.Active, SigningAlgorithm.Rs256);
        using var json = JsonDocument.Parse(JsonWebKeySet.From(new KeyRing(rsa, [])).ToJson());
        var key = json.RootElement.GetProperty("keys")[0];
        Assert.Equal(["kty", "n", "e", "kid", "use", "alg"], key.EnumerateObject().Select(member => member.Name));
        Assert.Equal(("RSA", "AQAB", "RS256"), (key.GetProperty("kty").GetString(), key.GetProperty("e").GetString(), key.GetProperty("alg").GetString()));
        Assert.Equal(384, Base64Url.DecodeFromChars(key.GetProperty("n").GetString()).Length);
    }
}
