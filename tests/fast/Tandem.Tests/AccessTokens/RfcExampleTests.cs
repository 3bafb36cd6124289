using System.Text;

using Tandem.AccessTokens;
using Tandem.SigningKeys;

namespace Tandem.Tests.AccessTokens;

/// <summary>Examples of the specifications, read with the code that reads tokens and keys of others.</summary>
public sealed class RfcExampleTests
{
    private const string EllipticCurveOf7517 =
        "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\",\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"";

    private const string RsaOf7517 =
        "\"kty\":\"RSA\",\"n\":\"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3ok"
        + "njhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91C"
        + "bOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw\",\"e\":\"AQAB\","
        + "\"alg\":\"RS256\",\"kid\":\"2011-04-29\"";

    [Fact]
    public void The_RS256_signature_of_RFC_7515_A2_holds() =>
        AssertHolds(Rfc7515.Rs256, $$"""{"kty":"RSA","n":"{{Rfc7515.Modulus}}","e":"AQAB","alg":"RS256","kid":"a2"}""");

    [Fact]
    public void The_ES256_signature_of_RFC_7515_A3_holds() =>
        AssertHolds(Rfc7515.Es256, $$"""{"kty":"EC","crv":"P-256","x":"{{Rfc7515.X}}","y":"{{Rfc7515.Y}}","alg":"ES256","kid":"a3"}""");

    [Theory]
    [InlineData(Rfc7515.Rs256)]
    [InlineData(Rfc7515.Es256)]
    [InlineData("eyJhbGciOiJub25lIn0." + Rfc7515.Payload + ".")]
    public void Without_a_kid_and_a_type_the_examples_are_no_access_tokens(string jws) =>
        Assert.Equal(AccessTokenFault.Malformed, new TokenFixture().Validate(jws));

    [Fact]
    public void Of_the_public_keys_of_RFC_7517_A1_the_one_for_signatures_is_used()
    {
        var keys = Read($$"""{{{EllipticCurveOf7517}},"use":"enc","kid":"1"},{{{RsaOf7517}}}""");
        Assert.Equal([("2011-04-29", "RS256")], keys.Keys.Select(key => (key.KeyId, key.Algorithm)));
        Assert.Equal([new RefusedKey(0, PublishedKeyFault.WrongUse)], keys.Refused);
        // RFC 7638 §3.1 has the thumbprint of the same key.
        Assert.Equal("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", Thumbprint.Of(keys.Keys[0].Members));
    }

    [Fact]
    public void Of_the_private_keys_of_RFC_7517_A2_none_is_used()
    {
        var keys = Read(
            $$"""{{{EllipticCurveOf7517}},"d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE","use":"enc","kid":"1"},{{{RsaOf7517}},"d":"X4cT"}""");
        Assert.Empty(keys.Keys);
        Assert.Equal([PublishedKeyFault.Private, PublishedKeyFault.Private], keys.Refused.Select(refused => refused.Fault));
    }

    [Fact]
    public void Of_the_secrets_of_RFC_7517_A3_none_is_used()
    {
        var keys = Read("""
            {"kty":"oct","alg":"A128KW","k":"GawgguFyGrWKav7AX4VKUg"},
            {"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow","kid":"HMAC key used in JWS spec Appendix A.1 example"}
            """);
        Assert.Equal([PublishedKeyFault.Symmetric, PublishedKeyFault.Symmetric], keys.Refused.Select(refused => refused.Fault));
    }

    private static void AssertHolds(string text, string jwk)
    {
        var keys = Read(jwk);
        Assert.True(CompactJws.TryParse(text, out var jws));
        using (jws)
        {
            Assert.True(keys.Keys.Single().Verify(jws.SigningInput.Span, jws.Signature.Span));
            var altered = jws.SigningInput.ToArray();
            altered[^1]++;
            Assert.False(keys.Keys.Single().Verify(altered, jws.Signature.Span));
        }
    }

    private static VerificationKeySet Read(string keys) => JsonWebKeySet.Parse(Encoding.UTF8.GetBytes($$"""{"keys":[{{keys}}]}"""));
}
