using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

using Tandem.AccessTokens;
using Tandem.SigningKeys;

namespace Tandem.Tests.AccessTokens;

/// <summary>Keys that somebody else publishes (RFC 7517), and what is done with those that cannot be relied upon. C2, V12.</summary>
public sealed class PublishedKeyTests
{
    private static readonly JsonObject EllipticCurve = Parse("""
        {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
         "alg":"ES256","kid":"ec"}
        """);

    private static readonly JsonObject Rsa = Parse($$"""{"kty":"RSA","n":"{{Rfc7515.Modulus}}","e":"AQAB","alg":"RS256","kid":"rsa"}""");

    /// <summary>Which key, a member, the JSON value put in its place (null: left out), and what is said of the key.</summary>
    public static IReadOnlyCollection<ITheoryDataRow> Members
    {
        get
        {
            var table = new TheoryData<string, string, string?, PublishedKeyFault>();
            foreach (var kind in new[] { "EC", "RSA" })
            {
                foreach (var wrong in new[] { null, "null", "1", "\"\"", "[]" })
                {
                    table.Add(kind, "kty", wrong, PublishedKeyFault.Malformed);
                    table.Add(kind, "kid", wrong, PublishedKeyFault.Malformed);
                    if (wrong is not null)
                        table.Add(kind, "alg", wrong, PublishedKeyFault.Malformed);
                }

                // V12, CVE-2026-44699: without alg a token would say how the key is used.
                table.Add(kind, "alg", null, PublishedKeyFault.NoAlgorithm);
                foreach (var other in new[] { "HS256", "none", "PS256", "ES384", "RS512", "EdDSA", "es256", "RS256 " })
                    table.Add(kind, "alg", $"\"{other}\"", PublishedKeyFault.Unsupported);
                table.Add(kind, "kty", "\"oct\"", PublishedKeyFault.Symmetric);
                foreach (var type in new[] { "OKP", "AKP", "ec", "Rsa" })
                    table.Add(kind, "kty", $"\"{type}\"", PublishedKeyFault.Unsupported);
                foreach (var secret in new[] { "d", "p", "q", "dp", "dq", "qi", "k" })
                    table.Add(kind, secret, "\"AQAB\"", PublishedKeyFault.Private);
                table.Add(kind, "d", "null", PublishedKeyFault.Private);
                table.Add(kind, "oth", """[{"r":"AQ"}]""", PublishedKeyFault.Private);

                table.Add(kind, "use", "\"sig\"", PublishedKeyFault.None);
                table.Add(kind, "use", "\"enc\"", PublishedKeyFault.WrongUse);
                table.Add(kind, "use", "\"SIG\"", PublishedKeyFault.WrongUse);
                table.Add(kind, "use", "[\"sig\"]", PublishedKeyFault.Malformed);
                table.Add(kind, "key_ops", """["verify"]""", PublishedKeyFault.None);
                table.Add(kind, "key_ops", """["sign","verify"]""", PublishedKeyFault.None);
                table.Add(kind, "key_ops", """["encrypt"]""", PublishedKeyFault.WrongUse);
                table.Add(kind, "key_ops", "[]", PublishedKeyFault.WrongUse);
                table.Add(kind, "key_ops", "\"verify\"", PublishedKeyFault.Malformed);
                table.Add(kind, "key_ops", """["verify","verify"]""", PublishedKeyFault.Malformed);
                table.Add(kind, "kid", $"\"{new string('k', 256)}\"", PublishedKeyFault.None);
                table.Add(kind, "kid", $"\"{new string('k', 257)}\"", PublishedKeyFault.Malformed);

                // Neither fetched nor compared.
                table.Add(kind, "x5u", "\"http://127.0.0.1:1/c.pem\"", PublishedKeyFault.None);
                table.Add(kind, "x5c", """["MIIB"]""", PublishedKeyFault.None);
                table.Add(kind, "x5t#S256", "\"AAAA\"", PublishedKeyFault.None);
                table.Add(kind, "from_a_newer_version", "{}", PublishedKeyFault.None);
            }

            table.Add("EC", "alg", "\"RS256\"", PublishedKeyFault.WrongAlgorithm);
            table.Add("RSA", "alg", "\"ES256\"", PublishedKeyFault.WrongAlgorithm);
            foreach (var curve in new[] { null, "\"P-384\"", "\"secp256k1\"", "\"p-256\"", "\"Ed25519\"" })
                table.Add("EC", "crv", curve, PublishedKeyFault.Unsupported);
            foreach (var coordinate in new[] { "x", "y" })
            {
                foreach (var wrong in new[] { null, "\"\"", "1", "\"AAAA\"", "\"?\"", Encoded(new byte[31]), Encoded(new byte[33]), Encoded(new byte[60_000 / 4]) })
                    table.Add("EC", coordinate, wrong, PublishedKeyFault.Malformed);
                table.Add("EC", coordinate, Encoded(new byte[32]), PublishedKeyFault.Unsound);
            }

            // The same bytes, spelled with stray bits, padding, and in the other alphabet.
            table.Add("EC", "x", "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEV\"", PublishedKeyFault.Malformed);
            table.Add("EC", "x", "\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU=\"", PublishedKeyFault.Malformed);
            table.Add("EC", "y", "\"x/FEzRu9m36HLN/tue659LNpXW6pCyStikYjKIWI5a0\"", PublishedKeyFault.Malformed);
            table.Add("EC", "y", "\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1\"", PublishedKeyFault.Malformed);

            foreach (var exponent in new[] { "Aw", "AQ", "EQ", "AP8", "AQAA", "AQAC", "AQAAAAE", "_____w8" })
                table.Add("RSA", "e", $"\"{exponent}\"", exponent == "AP8" ? PublishedKeyFault.Malformed : PublishedKeyFault.Unsound);
            table.Add("RSA", "e", "\"AAEAAQ\"", PublishedKeyFault.Malformed);
            table.Add("RSA", "e", "\"AQAB=\"", PublishedKeyFault.Malformed);
            table.Add("RSA", "e", "\"_____w\"", PublishedKeyFault.None);
            table.Add("RSA", "e", null, PublishedKeyFault.Malformed);
            table.Add("RSA", "n", null, PublishedKeyFault.Malformed);
            table.Add("RSA", "n", "\"\"", PublishedKeyFault.Malformed);
            table.Add("RSA", "n", "\"AA" + Rfc7515.Modulus + "\"", PublishedKeyFault.Malformed);
            table.Add("RSA", "n", Number(255, 0xff, 0xff), PublishedKeyFault.Unsound);
            table.Add("RSA", "n", Number(256, 0x7f, 0xff), PublishedKeyFault.Unsound);
            table.Add("RSA", "n", Number(256, 0x80, 0xff), PublishedKeyFault.None);
            table.Add("RSA", "n", Number(256, 0x80, 0xfe), PublishedKeyFault.Unsound);
            table.Add("RSA", "n", Number(512, 0xff, 0xff), PublishedKeyFault.None);
            table.Add("RSA", "n", Number(513, 0x01, 0xff), PublishedKeyFault.Unsound);
            table.Add("RSA", "n", Number(8192, 0xff, 0xff), PublishedKeyFault.Unsound);
            return table;
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    internal void A_key_is_used_only_if_nothing_about_it_is_in_doubt(string kind, string member, string? value, PublishedKeyFault expected)
    {
        var key = (kind == "EC" ? EllipticCurve : Rsa).DeepClone().AsObject();
        if (value is null)
            key.Remove(member);
        else
            key[member] = JsonNode.Parse(value);
        var keys = Read($"{key.ToJsonString()},{(kind == "EC" ? Rsa : EllipticCurve).ToJsonString()}");

        // What is wrong with one key is nothing against the others (RFC 7517 §5).
        Assert.True(keys.TryGetVerificationKey(kind == "EC" ? "rsa" : "ec", out _));
        Assert.Equal(expected, keys.Refused.Select(refused => refused.Fault).SingleOrDefault());
        Assert.Equal(expected == PublishedKeyFault.None ? 2 : 1, keys.Keys.Count);
    }

    [Fact]
    public void What_this_installation_publishes_is_read_back_as_the_same_keys()
    {
        var tokens = new TokenFixture();
        var rsa = tokens.Create(SigningKeyState.Verifying, SigningAlgorithm.Rs256).Public;
        var ring = new KeyRing(tokens.Current.Active, [.. tokens.Current.PublicKeys.Skip(1), rsa]);
        var keys = JsonWebKeySet.Parse(JsonWebKeySet.From(ring).ToJson());

        Assert.Empty(keys.Refused);
        Assert.Equal(
            ring.PublicKeys.Select(key => (key.KeyId, key.Algorithm, Thumbprint.Of(key.Members))),
            keys.Keys.Select(key => (key.KeyId, key.Algorithm, Thumbprint.Of(key.Members))));
    }

    [Fact]
    public void Of_keys_with_one_name_none_is_used()
    {
        var same = Rsa.DeepClone().AsObject();
        same["kid"] = "ec";
        var keys = Read($"{EllipticCurve.ToJsonString()},{Rsa.ToJsonString()},{same.ToJsonString()}");

        Assert.Equal(["rsa"], keys.Keys.Select(key => key.KeyId));
        Assert.Equal(
            [new RefusedKey(0, PublishedKeyFault.DuplicateId), new RefusedKey(2, PublishedKeyFault.DuplicateId)], keys.Refused);
    }

    [Fact]
    public void A_key_that_is_refused_takes_no_name_away()
    {
        var encryption = Rsa.DeepClone().AsObject();
        (encryption["kid"], encryption["use"]) = ("ec", "enc");
        Assert.Equal(["ec"], Read($"{encryption.ToJsonString()},{EllipticCurve.ToJsonString()}").Keys.Select(key => key.KeyId));
    }

    [Fact]
    public void Names_are_compared_character_by_character()
    {
        var other = Rsa.DeepClone().AsObject();
        other["kid"] = "EC";
        var keys = Read($"{EllipticCurve.ToJsonString()},{other.ToJsonString()}");
        Assert.True(keys.TryGetVerificationKey("EC", out var key));
        Assert.Equal(SigningAlgorithm.Rs256, key.Algorithm);
        Assert.False(keys.TryGetVerificationKey("Ec", out _));
    }

    [Fact]
    public void A_set_made_of_keys_has_each_name_once()
    {
        var key = Read(EllipticCurve.ToJsonString()).Keys[0];
        Assert.Same(key, Assert.Single(new VerificationKeySet([key]).Keys));
        Assert.Throws<ArgumentException>(() => new VerificationKeySet([key, key]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":null}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"EC","kty":"EC"}]}""")]
    [InlineData("""{"keys":[{"kty":"EC","a":[[[[1]]]]}]}""")]
    [InlineData("""{"keys":[]} x""")]
    [InlineData("<html>")]
    [InlineData("{\"keys\":[{\"kid\":\"\\ud800\"}]}")]
    public void What_is_not_a_set_is_refused(string text) =>
        Assert.Throws<FormatException>(() => JsonWebKeySet.Parse(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Things_in_a_set_that_are_no_keys_are_left_out()
    {
        Assert.Empty(Read("").Keys);
        Assert.Equal(5, Read("null,1,\"EC\",[],{}").Refused.Count(refused => refused.Fault == PublishedKeyFault.Malformed));
    }

    [Fact]
    public void Size_and_number_are_bounded()
    {
        string Many(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"kty":"{{i}}"}"""));
        Assert.Equal(64, Read(Many(64)).Refused.Count);
        Assert.Throws<FormatException>(() => Read(Many(65)));

        byte[] Padded(int length) => Encoding.UTF8.GetBytes("""{"keys":[]}""".PadRight(length));
        Assert.Empty(JsonWebKeySet.Parse(Padded(65_536)).Keys);
        Assert.Throws<FormatException>(() => JsonWebKeySet.Parse(Padded(65_537)));
    }

    [Fact]
    public void An_RSA_key_of_1024_bits_is_refused()
    {
        using var small = RSA.Create(1024);
        var parameters = small.ExportParameters(false);
        var key = Rsa.DeepClone().AsObject();
        key["n"] = Base64Url.EncodeToString(parameters.Modulus);
        Assert.Equal(PublishedKeyFault.Unsound, Read(key.ToJsonString()).Refused.Single().Fault);
    }

    [Fact]
    public void Ordinary_RSA_keys_do_not_look_like_those_of_the_chips_that_made_weak_ones()
    {
        var random = new Random(15361);
        var modulus = new byte[256];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(modulus);
            Assert.False(RocaFingerprint.IsOn(modulus));
        }
    }

    private static VerificationKeySet Read(string keys) => JsonWebKeySet.Parse(Encoding.UTF8.GetBytes($$"""{"keys":[{{keys}}]}"""));

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();

    private static string Encoded(byte[] bytes) => $"\"{Base64Url.EncodeToString(bytes)}\"";

    private static string Number(int length, byte first, byte last)
    {
        var bytes = new byte[length];
        (bytes[0], bytes[^1]) = (first, last);
        return Encoded(bytes);
    }
}
