using System.Buffers.Text;
using System.Formats.Asn1;
using System.Numerics;
using System.Text;

using Tandem.SigningKeys;

namespace Tandem.AspNetCore.Tests.AccessTokens.Hostile;

/// <summary>Tokens that no library makes. Most have a good signature of the right key: they must be refused for what they are.</summary>
internal sealed class HandMadeTokens(SigningKey key, string good, Uri watched, string issuer, DateTimeOffset now)
{
    private const int Longest = 8192;

    private readonly SignedTokens signed = new(key, good);
    private readonly long second = now.ToUnixTimeSeconds();

    public IEnumerable<HostileToken> All() =>
        [.. Headers(), .. Names(), .. Shapes(), .. Spellings(), .. Json(), .. Claims(), .. Times(), .. Signatures(), .. Sizes()];

    /// <summary>The control: what these are variations of is accepted.</summary>
    public string Unchanged => signed.Sign(signed.Header, signed.Payload);

    // RFC 9068 §4, RFC 8725 §3.11 and §3.1, RFC 7515 §4.1.11: C1, C2, C3, C5.
    private IEnumerable<HostileToken> Headers()
    {
        foreach (var type in new[] { null, "\"JWT\"", "\"jwt\"", "\"rt+jwt\"", "\"logout+jwt\"", "\"dpop+jwt\"", "\"at+jwt \"", "\"at+jwt;x=1\"", "\"text/at+jwt\"", "null", "[\"at+jwt\"]" })
            yield return new($"typ {type ?? "missing"}", signed.WithHeader(("typ", type)));
        foreach (var algorithm in new[] { "none", "None", "nOnE", "", "HS256", "PS256", "ES384", key.Algorithm.ToLowerInvariant(), key.Algorithm + " ", key.Algorithm == "ES256" ? "RS256" : "ES256" })
            yield return new($"alg {algorithm} over a good signature", signed.WithHeader(("alg", $"\"{algorithm}\"")));
        yield return new("alg missing", signed.WithHeader(("alg", null)));
        yield return new("alg a list", signed.WithHeader(("alg", $"[\"{key.Algorithm}\"]")));
        foreach (var (name, value) in new[]
        {
            ("crit", "[\"exp\"]"), ("crit", "[]"), ("crit", "[\"b64\"],\"b64\":true"), ("b64", "false"), ("zip", "\"DEF\""), ("enc", "\"A256GCM\""), ("p2c", "2147483648"),
            ("jku", $"\"{watched}jwks.json\""), ("x5u", $"\"{watched}c.pem\""), ("jwk", "{\"kty\":\"EC\"}"), ("x5c", "[\"MIIB\"]"), ("epk", "{}"),
        })
            yield return new($"{name} {value} under a good signature", signed.WithHeader((name, value)));
    }

    // C3: a kid is only ever looked up.
    private IEnumerable<HostileToken> Names()
    {
        foreach (var name in new[]
        {
            "../../dev/null", "..\\\\..\\\\windows\\\\win.ini", "/proc/self/environ", "' OR 1=1 --", "x'; DROP TABLE signing_keys; --", "| sleep 10", "$(id)", "${jndi:ldap://127.0.0.1/}",
            $"{watched}jwks.json", key.KeyId.ToUpperInvariant() + "x", key.KeyId + "\\u0000", "\\u202e" + key.KeyId, "\\ud83d\\ude00", new string('k', 5000), " ", "0", "*", "null",
        })
            yield return new($"kid {name[..Math.Min(30, name.Length)]}", signed.WithHeader(("kid", $"\"{name}\"")));
        foreach (var value in new[] { null, "null", "\"\"", "0", "[]", $"[\"{key.KeyId}\"]", "{}", "true", "\"\\ud800\"" })
            yield return new($"kid {value ?? "missing"} as JSON", signed.WithHeader(("kid", value)));
    }

    // RFC 7515 §3.1, §7.1: C4.
    private IEnumerable<HostileToken> Shapes()
    {
        var (header, payload, signature) = (signed.Parts[0], signed.Parts[1], signed.Parts[2]);
        yield return new("nothing", "") { Code = "access_token_missing" };
        yield return new("one part", header);
        yield return new("two parts", $"{header}.{payload}");
        yield return new("signature empty", $"{header}.{payload}.");
        yield return new("payload empty (detached)", $"{header}..{signature}");
        yield return new("header empty", $".{payload}.{signature}");
        yield return new("dots only", "..");
        yield return new("four parts", $"{good}.{signature}");
        yield return new("five parts", $"{good}.{signature}.{signature}");
        yield return new("a good token twice", $"{good},{good}");
        yield return new("a good token in quotes", $"\"{good}\"");
        yield return new("percent-encoded dots", good.Replace(".", "%2E", StringComparison.Ordinal));
        yield return new("a token of its payload", signed.SignParts(payload, payload));
        yield return new("a good token as payload, cty JWT", signed.Sign(signed.Header.Replace("{", "{\"cty\":\"JWT\",", StringComparison.Ordinal), good));
    }

    // RFC 7515 §2, draft-ietf-oauth-rfc8725bis-08 §3.14: C4.
    private IEnumerable<HostileToken> Spellings()
    {
        var (header, payload, signature) = (signed.Parts[0], signed.Parts[1], signed.Parts[2]);
        yield return new("padding behind the signature", good + "=");
        yield return new("padding twice", good + "==");
        yield return new("padding behind the header", signed.SignParts(header + "=", payload));
        yield return new("padding behind the payload", signed.SignParts(header, payload + "=="));
        yield return new("a space inside", $"{header}. {payload}.{signature}");
        yield return new("a tab inside", $"{header}.{payload}.{signature.Insert(9, "\t")}");
        yield return new("a line break inside", $"{header}.{payload}.{signature.Insert(9, "\n")}");
        yield return new("a line break at the end", good + "\n");
        yield return new("NUL at the end", good + "\0");
        yield return new("byte order mark", "\uFEFF" + good) { Statuses = [400, 401] };
        yield return new("zero-width space", good.Insert(20, "\u200B")) { Statuses = [400, 401] };
        yield return new("full-width letter", "\uFF45" + good[1..]) { Statuses = [400, 401] };
        foreach (var (url, standard) in new[] { ('-', '+'), ('_', '/') })
        {
            var token = Until(token => token.Contains(url, StringComparison.Ordinal));
            yield return new($"{standard} for {url}", token.Replace(url, standard));
        }

        // Each part in a length that leaves spare bits; the last character says the same bytes with one of them set.
        for (var part = 0; part < 3; part++)
        {
            if (Spare(part) is { } token)
                yield return new($"spare bit in part {part}", token);
        }

        yield return new("a length that no bytes have", signed.SignParts(header, payload[..(payload.Length / 4 * 4)] + "A"));
    }

    // RFC 7515 §4, RFC 7519 §4, RFC 8725 §3.7: C4.
    private IEnumerable<HostileToken> Json()
    {
        var (header, payload) = (signed.Header, signed.Payload);
        yield return new("alg twice, none first", signed.Sign(header.Replace("{", "{\"alg\":\"none\",", StringComparison.Ordinal), payload));
        yield return new("alg twice, escaped", signed.Sign(header.Replace("{", $"{{\"\\u0061lg\":\"{key.Algorithm}\",", StringComparison.Ordinal), payload));
        yield return new("kid twice", signed.Sign(header[..^1] + $",\"kid\":\"{key.KeyId}\"}}", payload));
        yield return new("sub twice", signed.Sign(header, payload[..^1] + $",\"sub\":\"{Guid.NewGuid()}\"}}"));
        yield return new("roles twice", signed.Sign(header, payload[..^1] + ",\"roles\":[\"admin\"]}"));
        yield return new("exp twice", signed.Sign(header, payload[..^1] + ",\"exp\":9999999999}"));
        yield return new("deep nesting in the payload", signed.Sign(header, payload[..^1] + ",\"x\":" + new string('[', 2000) + new string(']', 2000) + "}"));
        yield return new("deep nesting in the header", signed.Sign(header[..^1] + ",\"x\":" + new string('[', 2000) + new string(']', 2000) + "}", payload));
        yield return new("a comment", signed.Sign(header, payload.Replace("{", "{/**/", StringComparison.Ordinal)));
        yield return new("a trailing comma", signed.Sign(header, payload[..^1] + ",}"));
        yield return new("a second value", signed.Sign(header, payload + "{}"));
        yield return new("a list as payload", signed.Sign(header, $"[{payload}]"));
        yield return new("a list as header", signed.Sign($"[{header}]", payload));
        yield return new("text as payload", signed.Sign(header, "\"admin\""));
        yield return new("a surrogate in the payload", signed.Sign(header, payload[..^1] + ",\"x\":\"\\ud800\"}"));
        yield return new("UTF-16", signed.SignParts(SignedTokens.Encode(header), Base64Url.EncodeToString(Encoding.Unicode.GetBytes(payload))));
        yield return new("invalid UTF-8", signed.SignParts(SignedTokens.Encode(header), Base64Url.EncodeToString([.. Encoding.UTF8.GetBytes(payload[..^1] + ",\"x\":\""), 0xff, .. "\"}"u8])));
    }

    // RFC 9068 §2.2, RFC 8725 §3.8, §3.9: C1, C6.
    private IEnumerable<HostileToken> Claims()
    {
        foreach (var claim in new[] { "iss", "sub", "aud", "exp", "iat", "jti", "client_id", "sid", "gen", "epoch", "roles", "auth_time", "amr" })
            yield return new($"without {claim}", signed.WithClaims((claim, null)));
        foreach (var other in Neighbours())
        {
            yield return new($"iss {other}", signed.WithClaims(("iss", other)));
            yield return new($"aud {other}", signed.WithClaims(("aud", other)));
        }

        yield return new("iss a list", signed.WithClaims(("iss", $"[\"{issuer}\"]")));
        yield return new("aud a list of others", signed.WithClaims(("aud", $"[\"{issuer}/\",\"https://other.example.com\"]")));
        yield return new("aud a list with a number", signed.WithClaims(("aud", $"[\"{issuer}\",1]")));
        yield return new("aud an object", signed.WithClaims(("aud", $"{{\"{issuer}\":true}}")));
        yield return new("aud empty", signed.WithClaims(("aud", "[]")));
        yield return new("sub an address", signed.WithClaims(("sub", "\"ada@example.com\"")));
        yield return new("roles a text", signed.WithClaims(("roles", "\"admin\"")));
        yield return new("gen beyond 64 bits", signed.WithClaims(("gen", "99999999999999999999999999")));
        yield return new("gen of 3,000 digits", signed.WithClaims(("gen", new string('9', 3000))));
        yield return new("an ID token", signed.Sign(
            signed.Header.Replace("at+jwt", "JWT", StringComparison.Ordinal), $$"""{"iss":"{{issuer}}","sub":"{{Guid.NewGuid()}}","aud":"{{issuer}}","exp":{{second + 900}},"iat":{{second}},"nonce":"n"}"""));
        yield return new("a refresh token's shape", signed.Sign(
            signed.Header.Replace("at+jwt", "rt+jwt", StringComparison.Ordinal), $$"""{"sid":"{{Guid.NewGuid()}}","gen":1,"exp":{{second + 604800}}}"""));
    }

    private string[] Neighbours() =>
    [
        $"\"{issuer}/\"", $"\"{issuer}.evil.example\"", $"\"{issuer[..^1]}\"", $"\"{issuer.ToUpperInvariant()}\"", $"\"x{issuer}\"", $"\" {issuer}\"", "\"*\"", "\"\"", "null", "1",
    ];

    // RFC 7519 §2, §4.1.4 to §4.1.6: C6.
    private IEnumerable<HostileToken> Times()
    {
        foreach (var claim in new[] { "exp", "iat", "nbf" })
        {
            foreach (var value in new[] { $"\"{second + 900}\"", $"{second}.5", "1e400", "1e3", "-1", "true", "null", "{}", "99999999999999999999", "9223372036854775807", "253402300800" })
                yield return new($"{claim} {value}", signed.WithClaims((claim, value)));
        }

        yield return new("exp long ago", signed.WithClaims(("exp", "1"))) { Code = "access_token_expired" };
        yield return new("exp past the tolerance", signed.WithClaims(("exp", $"{second - 10}"))) { Code = "access_token_expired" };
        yield return new("iat in the future", signed.WithClaims(("iat", $"{second + 11}")));
        yield return new("nbf in the future", signed.WithClaims(("nbf", $"{second + 11}")));
        yield return new("iat in milliseconds", signed.WithClaims(("iat", $"{second * 1000}")));
    }

    // V15, CVE-2022-21449; RFC 7518 §3.3, §3.4.
    private IEnumerable<HostileToken> Signatures()
    {
        var input = good[..good.LastIndexOf('.')];
        var signature = signed.Signature(input);
        HostileToken With(string name, byte[] bytes) => new(name, $"{input}.{Base64Url.EncodeToString(bytes)}");
        yield return With("signature of zeros", new byte[signature.Length]);
        yield return With("signature of ones", [.. Enumerable.Repeat((byte)0xff, signature.Length)]);
        yield return With("signature one byte short", signature[..^1]);
        yield return With("signature one byte long", [.. signature, 0]);
        yield return With("signature with a leading zero", [0, .. signature]);
        yield return With("half a signature", signature[..(signature.Length / 2)]);
        yield return With("signature twice", [.. signature, .. signature]);
        yield return With("one byte", [0]);
        yield return With("signature of something else", signed.Signature(input + "x"));
        yield return With("signature of the payload only", signed.Signature(signed.Parts[1]));
        foreach (var (name, bytes) in key.Algorithm == SigningAlgorithm.Es256 ? Curve(signature) : [])
            yield return With(name, bytes);
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Curve(byte[] signature)
    {
        var order = BigInteger.Parse("115792089210356248762697446949407573529996955224135760342422259061068512044369", System.Globalization.CultureInfo.InvariantCulture);
        byte[] zero = new byte[32], n = order.ToByteArray(isUnsigned: true, isBigEndian: true), one = [.. new byte[31], 1];
        foreach (var (name, r) in new[] { ("0", zero), ("1", one), ("n", n) })
        {
            foreach (var (otherName, s) in new[] { ("0", zero), ("1", one), ("n", n) })
                yield return ($"r = {name}, s = {otherName}", [.. r, .. s]);
        }

        yield return ("r with s = 0", [.. signature[..32], .. zero]);
        yield return ("s and r exchanged", [.. signature[32..], .. signature[..32]]);
        var der = new AsnWriter(AsnEncodingRules.DER);
        using (der.PushSequence())
        {
            der.WriteIntegerUnsigned(signature.AsSpan(0, 32));
            der.WriteIntegerUnsigned(signature.AsSpan(32));
        }

        yield return ("signature in DER", der.Encode());
    }

    private IEnumerable<HostileToken> Sizes()
    {
        var room = (Longest * 3 / 4) - signed.Payload.Length - signed.Header.Length - key.Public.SignatureLength;
        string Sized(int more) => signed.Sign(signed.Header, signed.Payload + new string(' ', room + more));
        var more = 0;
        while (Sized(more).Length <= Longest)
            more++;
        yield return new("8,193 characters or one more", Sized(more));
        yield return new("20,000 characters", good + new string('A', 20_000));
        yield return new("40,000 characters", good + new string('A', 40_000)) { Statuses = [431] };
        yield return new("a million characters", new string('A', 1 << 20)) { Statuses = [431] };
    }

    private string Until(Predicate<string> fits)
    {
        for (var i = 0; ; i++)
        {
            if (signed.WithClaims(("jti", $"\"{i}\"")) is var token && fits(token))
                return token;
        }
    }

    private string? Spare(int part)
    {
        const string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for (var spaces = 0; spaces < 3; spaces++)
        {
            var parts = signed.Sign(signed.Header + new string(' ', spaces), signed.Payload + new string(' ', spaces)).Split('.');
            if (parts[part].Length % 4 == 0)
                continue;
            parts[part] = parts[part][..^1] + digits[digits.IndexOf(parts[part][^1], StringComparison.Ordinal) + 1];
            return part == 2 ? string.Join('.', parts) : signed.SignParts(parts[0], parts[1]);
        }

        // A signature of RS256 with 3,072 bits has no spare bits.
        return null;
    }
}
