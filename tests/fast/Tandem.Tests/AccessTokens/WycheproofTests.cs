using System.Text;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.SigningKeys;

namespace Tandem.Tests.AccessTokens;

/// <summary>C2SP/wycheproof against the layers below the claims: published keys, compact form, header, signature. C2 to C5, V12, V15.</summary>
public sealed class WycheproofTests
{
    private readonly TokenFixture tokens = new();

    /// <summary>
    /// File, vectors in it, accepted ones, and valid ones that are refused by design. Of json_web_signature_test 46 are valid, 37 of them
    /// refused: 10 of HS256, 4 of RS384, 4 of RS512, 8 of PS256, 4 of PS384, 4 of PS512 and 2 of ES512 by the alg of their keys, and 259,
    /// whose payload is empty. Of json_web_key_test 5 are valid, 4 of them of HMAC keys. Of json_web_crypto_test 6 are valid, 2 of them of
    /// HMAC keys and 2 JWE: its 34 JWE vectors are refused for their five parts.
    /// </summary>
    public static TheoryData<string, int, int, int> Files => new()
    {
        { "json_web_signature_test.json", 401, 9, 37 },
        { "json_web_key_test.json", 26, 1, 4 },
        { "json_web_crypto_test.json", 83, 2, 4 },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_vector_is_judged_as_published_or_refused_for_a_reason_that_is_named(string file, int vectors, int accepted, int unsupported)
    {
        using var json = ThirdPartyVectors.Open(file);
        var (seen, taken, left) = (0, 0, 0);
        foreach (var group in json.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var keys = JsonWebKeySet.Parse(Published(group));
            foreach (var vector in group.GetProperty("tests").EnumerateArray())
            {
                var valid = vector.GetProperty("result").GetString() == "valid";
                var judged = Accepts(Text(vector), keys);
                var expected = valid && !RefusedByDesign(group, vector) && !IsEmpty(vector);
                Assert.True(judged == expected, $"tcId {vector.GetProperty("tcId")} {vector.GetProperty("comment")}: {judged}");
                seen++;
                taken += judged ? 1 : 0;
                left += valid && !judged ? 1 : 0;
            }
        }

        Assert.Equal((vectors, accepted, unsupported), (seen, taken, left));
    }

    [Fact]
    public void No_vector_passes_for_a_token_of_this_installation()
    {
        using var file = ThirdPartyVectors.Open("json_web_signature_test.json");
        var judged = 0;
        foreach (var group in file.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            foreach (var vector in group.GetProperty("tests").EnumerateArray())
            {
                Assert.False(tokens.Validator.Validate(Text(vector), tokens.Now).IsValid);
                judged++;
            }
        }

        Assert.Equal(401, judged);
    }

    [Fact]
    public void Base64_has_one_spelling_as_published_and_nothing_between_its_characters()
    {
        using var file = ThirdPartyVectors.Open("json_web_signature_test.json");
        var group = file.RootElement.GetProperty("testGroups").EnumerateArray()
            .Single(group => group.GetProperty("comment").GetString() == "base64");
        var vectors = group.GetProperty("tests").EnumerateArray().ToList();
        var valid = vectors.Where(vector => IsValid(vector) && !IsMislabelled(vector)).Select(Text).ToHashSet();
        foreach (var vector in vectors)
        {
            var parsed = CompactJws.TryParse(Text(vector), out var jws);
            jws?.Dispose();
            Assert.True(parsed == valid.Contains(Text(vector)), $"tcId {vector.GetProperty("tcId")} {vector.GetProperty("comment")}");
        }

        static bool IsValid(JsonElement vector) => vector.GetProperty("result").GetString() == "valid";

        // 372 and 373 hold a '?' and are published as valid, against RFC 7515 §2; 367 and 370, published as invalid for a padding
        // they do not have, are the text of 357, which is valid.
        static bool IsMislabelled(JsonElement vector) => vector.GetProperty("tcId").GetInt32() is 372 or 373;
    }

    private static bool RefusedByDesign(JsonElement group, JsonElement vector)
    {
        if (vector.TryGetProperty("jwe", out _) || !group.TryGetProperty("public", out var key))
            return true;
        if (key.TryGetProperty("keys", out var keys))
            key = keys[0];
        return !SigningAlgorithm.All.Contains(key.GetProperty("alg").GetString());
    }

    // A token's payload is a JSON object (RFC 7519 §7.2), so no part of one is empty; a JWS as such may sign nothing.
    private static bool IsEmpty(JsonElement vector) => Text(vector).Contains("..", StringComparison.Ordinal);

    private static string Text(JsonElement vector) =>
        (vector.TryGetProperty("jws", out var jws) ? jws : vector.GetProperty("jwe")).ToString();

    // The public keys; where there are only secrets, those, as somebody might publish them.
    private static byte[] Published(JsonElement group)
    {
        var key = group.TryGetProperty("public", out var found) ? found : group.GetProperty("private");
        return Encoding.UTF8.GetBytes(key.TryGetProperty("keys", out _) ? key.GetRawText() : $$"""{"keys":[{{key.GetRawText()}}]}""");
    }

    private static bool Accepts(string text, VerificationKeySet keys)
    {
        if (!CompactJws.TryParse(text, out var jws))
            return false;
        using (jws)
            return JoseHeader.TryParse(jws.Header, out var header)
                && AccessTokenValidator.VerifySignature(jws, header, keys, out _) == AccessTokenFault.None;
    }
}
