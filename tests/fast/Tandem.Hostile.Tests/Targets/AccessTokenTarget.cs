using System.Buffers.Text;
using System.Text.Json;

using Tandem.AccessTokens;
using Tandem.Hostile.Tests.Fuzzing;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>
/// Access tokens: JWS, JOSE header, claims. An input of <c>S</c>, header, line feed and payload is signed, so that what lies behind
/// the signature is reached; any other input is the token's characters. C4, V12, V13, V15, V35.
/// </summary>
public sealed class AccessTokenTarget : FuzzTarget
{
    /// <summary>What we refuse and others take: rules of ours that are stricter. Signature, key and whom it is for are not among them.</summary>
    private static readonly AccessTokenFault[] Stricter =
        [AccessTokenFault.Malformed, AccessTokenFault.WrongType, AccessTokenFault.NotYetValid, AccessTokenFault.Expired];

    private readonly FixedKeyIssuer issuer = new();
    private readonly OtherVerifier others;

    public AccessTokenTarget()
    {
        others = new OtherVerifier(issuer);
        Dictionary =
        [
            "S", issuer.Header, FixedKeyIssuer.Payload, issuer.Current.Active.KeyId, "\n{", "\"alg\":\"none\"", "\"alg\":\"HS256\"", "\"alg\":\"es256\"", "\"crit\":[\"b64\"]",
            "\"b64\":false", "\"jku\":\"https://evil.example\"", "\"jwk\":{}", "\"x5c\":[]", "\"zip\":\"DEF\"", "\"enc\":\"A128GCM\"", "\"typ\":\"JWT\"",
            "\"typ\":\"application/at+jwt\"", "\"iss\":", "\"sub\":", "\"aud\":", "\"exp\":", "\"iat\":", "\"nbf\":", "\"sid\":", "\"gen\":", "\"epoch\":", "\"roles\":",
            "\"amr\":", "\"email\":\"a@b\"", "\"auth_time\":", "\"aud\":[\"" + FixedKeyIssuer.Audience + "\",\"x\"]", "\"\\u0069ss\":", ".", "..", "e30", "/*x*/", "\"a\":[[[[1]]]]",
        ];
    }

    public override int Inputs => 10_000;

    public override IReadOnlyList<string> Dictionary { get; }

    public override IEnumerable<byte[]> Seeds =>
    [
        FuzzText.Bytes($"S{issuer.Header}\n{FixedKeyIssuer.Payload}"),
        FuzzText.Bytes($"S{issuer.Header}\n{FixedKeyIssuer.Payload.Replace("\"gen\":7", "\"gen\":7,\"nbf\":1936000000,\"email\":\"ana@example.com\"", StringComparison.Ordinal)}"),
        FuzzText.Bytes(issuer.Sign(FuzzText.Bytes(issuer.Header), FuzzText.Bytes(FixedKeyIssuer.Payload))),
        FuzzText.Bytes("eyJhbGciOiJub25lIn0.e30."),
    ];

    public override void Give(byte[] input)
    {
        var token = TokenOf(input);
        // The document and its strings: a few times the token. Longer ones are refused unread.
        var allowed = 8192 + (16 * (long)(token.Length <= CompactJws.MaximumLength ? token.Length : 0));
        var (claims, fault) = Within(allowed, () => issuer.Validator.Validate(token, FixedKeyIssuer.Now));

        Must(claims is not null == fault is AccessTokenFault.None or AccessTokenFault.Expired, $"{fault} with claims or none.");
        if (claims is not null)
            CheckAccepted(token, claims, fault);
        else if (fault is AccessTokenFault.BadSignature)
            Must(!others.IsSigned(token), "Refused although the signature is good.");
        if (fault is not AccessTokenFault.None && token.Length <= CompactJws.MaximumLength)
            Must(Stricter.Contains(fault) || !others.Accepts(token), $"{fault}, and Microsoft.IdentityModel accepts it.");
    }

    private void CheckAccepted(string token, AccessToken claims, AccessTokenFault fault)
    {
        // Every part re-encodes to the same characters, and the signature is good: so no token mutated after signing is here.
        Must(others.IsSigned(token), "Accepted although the signature is not good.");
        if (fault is AccessTokenFault.None)
            Must(others.Accepts(token), "Accepted, and Microsoft.IdentityModel refuses it.");
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        var json = payload.RootElement;
        Must(json.GetProperty("iss").GetString() == FixedKeyIssuer.Issuer, "Another issuer's.");
        Must(json.GetProperty("sub").GetString() == claims.Subject.ToString() && json.GetProperty("sid").GetString() == claims.SessionId.ToString(), "Ids of two spellings.");
        Must(json.GetProperty("gen").GetInt64() == claims.Generation && json.GetProperty("epoch").GetInt64() == claims.Epoch, "Other numbers.");
        Must(json.GetProperty("roles").EnumerateArray().Select(role => role.GetString()).SequenceEqual(claims.Roles), "Other roles.");
        Must(fault is AccessTokenFault.Expired == FixedKeyIssuer.Now.ToUnixTimeSeconds() - json.GetProperty("exp").GetInt64() >= 10, "Expired or not?");
        Must(json.EnumerateObject().Select(member => member.Name).Distinct().Count() == json.EnumerateObject().Count(), "A member twice.");
    }

    private string TokenOf(byte[] input)
    {
        var line = input.AsSpan().IndexOf((byte)'\n');
        return input is [(byte)'S', ..] && line > 0 ? issuer.Sign(input.AsSpan(1, line - 1), input.AsSpan(line + 1)) : FuzzText.Of(input);
    }
}
