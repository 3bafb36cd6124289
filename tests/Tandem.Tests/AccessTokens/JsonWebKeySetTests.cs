using System.Buffers.Text;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.Keys;

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
            Assert.Equal(Thumbprint.OfEllipticCurve("P-256", x, y), key.GetProperty("kid").GetString());
        }
    }
}
