using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

using Tandem.AccessTokens;

namespace Tandem.Tests.AccessTokens;

/// <summary>Headers under a good signature of the right key: what is refused here is refused for what it says.</summary>
public sealed class AccessTokenHeaderTests
{
    private readonly TokenFixture tokens = new();

    public static IReadOnlyCollection<ITheoryDataRow> Headers => new TheoryData<string, AccessTokenFault>
    {
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.None },
        { """ { "kid" : "KID" , "typ" : "at+jwt" , "alg" : "ES256" } """, AccessTokenFault.None },
        { """{"alg":"ES256","typ":"AT+JWT","kid":"KID"}""", AccessTokenFault.None },
        { """{"alg":"ES256","typ":"application/at+jwt","kid":"KID"}""", AccessTokenFault.None },
        { """{"alg":"ES256","typ":"Application/At+Jwt","kid":"KID"}""", AccessTokenFault.None },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","from":"a newer version"}""", AccessTokenFault.None },
        { """{"\u0061lg":"ES256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.None },

        // typ, RFC 9068 §4
        { """{"alg":"ES256","kid":"KID"}""", AccessTokenFault.WrongType },
        { """{"alg":"ES256","typ":"JWT","kid":"KID"}""", AccessTokenFault.WrongType },
        { """{"alg":"ES256","typ":"rt+jwt","kid":"KID"}""", AccessTokenFault.WrongType },
        { """{"alg":"ES256","typ":" at+jwt","kid":"KID"}""", AccessTokenFault.WrongType },
        { """{"alg":"ES256","typ":"text/at+jwt","kid":"KID"}""", AccessTokenFault.WrongType },
        { """{"alg":"ES256","typ":"at+jwt; charset=utf-8","kid":"KID"}""", AccessTokenFault.WrongType },
        { """{"alg":"ES256","typ":"at+jwt\u0000","kid":"KID"}""", AccessTokenFault.WrongType },
        { """{"alg":"ES256","typ":"","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":null,"kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":["at+jwt"],"kid":"KID"}""", AccessTokenFault.Malformed },

        // alg, RFC 8725 §3.1
        { """{"alg":"none","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"NONE","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"noNE","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"HS256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"RS256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"PS256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"ES384","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"EdDSA","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"es256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"Es256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"ES256 ","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"ES256\u0000","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"alg":["ES256"],"typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"alg":null,"typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"alg":256,"typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"ALG":"ES256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },

        // kid: only ever looked up
        { """{"alg":"ES256","typ":"at+jwt"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":""}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":1}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":null}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":["KID"]}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":{"KID":1}}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"kid"}""", AccessTokenFault.UnknownKey },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID "}""", AccessTokenFault.UnknownKey },
        { """{"alg":"ES256","typ":"at+jwt","kid":"../../dev/null"}""", AccessTokenFault.UnknownKey },
        { """{"alg":"ES256","typ":"at+jwt","kid":"' OR 1=1 --"}""", AccessTokenFault.UnknownKey },
        { """{"alg":"ES256","typ":"at+jwt","kid":"http://127.0.0.1/jwks.json"}""", AccessTokenFault.UnknownKey },
        { """{"alg":"ES256","typ":"at+jwt","kid":"\u0000KID"}""", AccessTokenFault.UnknownKey },

        // what could make a reader trust, fetch, unpack or decrypt, RFC 8725 §3.10
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","crit":["exp"]}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","crit":[]}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","b64":false}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","b64":true}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","jku":"https://evil.example/jwks.json"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","\u006aku":"https://evil.example/jwks.json"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","x5u":"https://evil.example/c.pem"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","x5c":["MIIB"]}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","jwk":{"kty":"EC"}}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","jwk":null}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","zip":"DEF"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","enc":"A256GCM"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","p2c":2147483648}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","p2s":"AAAA"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","epk":{}}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","iv":"AAAA","tag":"AAAA"}""", AccessTokenFault.Malformed },
        { """{"alg":"none","typ":"at+jwt","kid":"another"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"HS256","typ":"at+jwt","kid":"another"}""", AccessTokenFault.WrongAlgorithm },
        { """{"alg":"RS256","typ":"at+jwt","kid":"another"}""", AccessTokenFault.UnknownKey },

        // JSON that could be read in two ways, or not at all
        { """{"alg":"none","alg":"ES256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","\u0061lg":"ES256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","x":1,"x":1}""", AccessTokenFault.Malformed },
        { """["alg","ES256"]""", AccessTokenFault.Malformed },
        { "\"ES256\"", AccessTokenFault.Malformed },
        { "null", AccessTokenFault.Malformed },
        { "1", AccessTokenFault.Malformed },
        { "{}", AccessTokenFault.Malformed },
        { "{", AccessTokenFault.Malformed },
        { " ", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID"}{}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID",}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256",/**/"typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{'alg':'ES256','typ':'at+jwt','kid':'KID'}""", AccessTokenFault.Malformed },
        { "\uFEFF" + """{"alg":"ES256","typ":"at+jwt","kid":"KID"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","n":"\ud800"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"\udfff\ud800"}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","\ud800":1}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","n":{"a":{"b":1}}}""", AccessTokenFault.Malformed },
        { """{"alg":"ES256","typ":"at+jwt","kid":"KID","n":NaN}""", AccessTokenFault.Malformed },
    };

    [Theory]
    [MemberData(nameof(Headers))]
    internal void A_header_is_judged_by_what_it_says(string header, AccessTokenFault expected) =>
        Assert.Equal(expected, tokens.Validate(tokens.Sign(header.Replace("KID", tokens.KeyId, StringComparison.Ordinal), tokens.Payload)));

    [Fact]
    public void Deep_nesting_is_refused_and_costs_no_stack()
    {
        var deep = $$"""{"alg":"ES256","typ":"at+jwt","kid":"{{tokens.KeyId}}","n":{{new string('[', 2500)}}{{new string(']', 2500)}}}""";
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.Sign(deep, tokens.Payload)));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        var header = Encoding.UTF8.GetBytes(tokens.Header.Replace("}", ",\"n\":\"?\"}", StringComparison.Ordinal));
        header[^3] = 0xff;
        Assert.Equal(AccessTokenFault.Malformed, tokens.Validate(tokens.Sign(header, Encoding.UTF8.GetBytes(tokens.Payload))));
    }

    [Fact]
    public void A_public_key_is_no_shared_secret()
    {
        // CVE-2015-9235: HMAC with the bytes everybody knows.
        var jwk = JsonWebKey.From(tokens.Current.Active.Public);
        var x = Base64Url.DecodeFromChars(jwk.X);
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = x, Y = Base64Url.DecodeFromChars(jwk.Y) },
        });
        var header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(tokens.Header.Replace("ES256", "HS256", StringComparison.Ordinal)));
        var input = $"{header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(tokens.Payload))}";
        foreach (var secret in new[]
        {
            ecdsa.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(ecdsa.ExportSubjectPublicKeyInfoPem()),
            JsonWebKeySet.From(tokens.Current).ToJson(), x, [],
        })
        {
            var forged = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(input));
            Assert.Equal(AccessTokenFault.WrongAlgorithm, tokens.Validate($"{input}.{Base64Url.EncodeToString(forged)}"));
        }
    }
}
