using System.Collections.Frozen;

using Tandem.SigningKeys;

namespace Tandem.AccessTokens;

/// <summary>
/// Checks access tokens: JWTs after RFC 9068, read as strictly as RFC 8725 asks. Never throws, whatever it is given, and fetches
/// nothing. Safe for any number of threads.
/// </summary>
/// <remarks>
/// It needs nothing of Tandem but the issuer's public keys:
/// <code>
/// var settings = new AccessTokenSettings { Issuer = "https://auth.example.com", Audience = "https://api.example.com" };
/// var validator = new AccessTokenValidator(settings, JsonWebKeySet.Parse(File.ReadAllBytes("jwks.json")));
///
/// var validation = validator.Validate(accessToken, TimeProvider.System.GetUtcNow());
/// if (validation.IsValid)
///     Console.WriteLine($"{validation.Token!.Subject} has the roles {string.Join(", ", validation.Token.Roles)}");
/// </code>
/// What it cannot know is whether the session was ended meanwhile: the token holds until it expires. Keep one validator for all requests:
/// it remembers the signatures it has verified, of at most 16,384 tokens, and checks times and keys each time.
/// </remarks>
internal sealed class AccessTokenValidator
{
    private static readonly FrozenSet<string> Algorithms = SigningAlgorithm.All.ToFrozenSet(StringComparer.Ordinal);

    private readonly AccessTokenSettings settings;
    private readonly IVerificationKeySource keys;
    private readonly VerifiedTokens verified;

    /// <summary>A validator for the tokens of one issuer to one audience.</summary>
    /// <param name="settings">Issuer and audience to expect, and the tolerance; the lifetime does not matter here.</param>
    /// <param name="keys">The issuer's keys: a <see cref="VerificationKeySet"/>, or a source that renews itself.</param>
    public AccessTokenValidator(AccessTokenSettings settings, IVerificationKeySource keys) : this(settings, keys, new VerifiedTokens())
    {
    }

    // What is verified depends on settings and keys: no two validators may share it.
    internal AccessTokenValidator(AccessTokenSettings settings, IVerificationKeySource keys, VerifiedTokens verified)
    {
        this.settings = settings;
        this.keys = keys;
        this.verified = verified;
    }

    /// <summary>Checks a token. One that is good but for its age comes with its claims, so that a logout knows what to end.</summary>
    /// <param name="token">The presented characters.</param>
    /// <param name="now">The installation's time.</param>
    public AccessTokenValidation Validate(ReadOnlySpan<char> token, DateTimeOffset now)
    {
        var kept = VerifiedTokens.TryDigest(token, out var digest);
        // Whatever is not good in every respect goes the whole way: nothing is refused because of what was seen before.
        if (kept && verified.Find(digest, token.Length) is { } known && IsAccepted(known.Key) && FaultAt(now, known) is AccessTokenFault.None)
            return new AccessTokenValidation(known.Claims, AccessTokenFault.None);

        var fault = Verify(token, out var found);
        if (found is null)
            return AccessTokenValidation.Refused(fault);
        fault = FaultAt(now, found);
        if (kept && fault is AccessTokenFault.None)
            verified.Add(digest, token.Length, found);
        return new AccessTokenValidation(fault is AccessTokenFault.NotYetValid ? null : found.Claims, fault);
    }

    // All that does not depend on the time.
    private AccessTokenFault Verify(ReadOnlySpan<char> token, out VerifiedToken? found)
    {
        found = null;
        if (!CompactJws.TryParse(token, out var jws))
            return AccessTokenFault.Malformed;
        using (jws)
        {
            if (!JoseHeader.TryParse(jws.Header, out var header))
                return AccessTokenFault.Malformed;
            if (!IsAccessTokenType(header.Type))
                return AccessTokenFault.WrongType;
            var fault = VerifySignature(jws, header, keys, out var key);
            if (fault != AccessTokenFault.None)
                return fault;
            fault = AccessTokenClaims.Read(jws.Payload, settings, out var claims, out var notBefore);
            if (fault == AccessTokenFault.None)
                found = new VerifiedToken(key!, claims!, notBefore);
            return fault;
        }
    }

    /// <summary>RFC 7515 §5.2, with the algorithm the key is used with and no other (RFC 8725 §3.1).</summary>
    internal static AccessTokenFault VerifySignature(
        CompactJws jws, in JoseHeader header, IVerificationKeySource keys, out VerificationKey? key)
    {
        key = null;
        // Before the key is looked for: "none", and whatever else no key could have, is not worth a look (RFC 8725 §3.2).
        if (!Algorithms.Contains(header.Algorithm))
            return AccessTokenFault.WrongAlgorithm;
        if (!keys.TryGetVerificationKey(header.KeyId, out key))
            return AccessTokenFault.UnknownKey;
        if (!string.Equals(header.Algorithm, key.Algorithm, StringComparison.Ordinal))
            return AccessTokenFault.WrongAlgorithm;
        return key.Verify(jws.SigningInput.Span, jws.Signature.Span) ? AccessTokenFault.None : AccessTokenFault.BadSignature;
    }

    // A media type, compared without regard to case, its "application/" omitted or not (RFC 9068 §4, RFC 7515 §4.1.9).
    internal static bool IsAccessTokenType(string? type) =>
        string.Equals(type, "at+jwt", StringComparison.OrdinalIgnoreCase)
        || string.Equals(type, "application/at+jwt", StringComparison.OrdinalIgnoreCase);

    // The very key that verified it, still under its name: it may have been withdrawn, or another published in its place.
    private bool IsAccepted(VerificationKey key) => keys.TryGetVerificationKey(key.KeyId, out var current) && ReferenceEquals(current, key);

    private AccessTokenFault FaultAt(DateTimeOffset now, VerifiedToken token)
    {
        if (IsBefore(now, token.Claims.IssuedAt) || (token.NotBefore is { } start && IsBefore(now, start)))
            return AccessTokenFault.NotYetValid;
        return IsOver(now, token.Claims.ExpiresAt) ? AccessTokenFault.Expired : AccessTokenFault.None;
    }

    // RFC 7519 §4.1.5: not accepted before. Differences, since a sum could leave the calendar.
    private bool IsBefore(DateTimeOffset now, DateTimeOffset start) => start - now > settings.Tolerance;

    // RFC 7519 §4.1.4: not accepted on or after.
    private bool IsOver(DateTimeOffset now, DateTimeOffset end) => now - end >= settings.Tolerance;
}

/// <summary>Tells an access token of one issuer by its looks, whether it is genuine, expired, or neither.</summary>
internal static class AccessTokenForm
{
    // Claims of Tandem's tokens are text, numbers and lists of text; somebody else's may be deeper.
    private const int MaxDepth = 8;

    /// <summary>Whether a text is a JWT of the type <c>at+jwt</c> (RFC 9068 §2.1) that names the issuer. Nothing is verified.</summary>
    public static bool IsMatch(ReadOnlySpan<char> text, string issuer)
    {
        // Every JWT begins so, since its header is a JSON object: most texts need no further look.
        if (!text.StartsWith("ey", StringComparison.Ordinal) || !CompactJws.TryParse(text, out var jws))
            return false;
        using (jws)
        {
            if (!JoseHeader.TryParse(jws.Header, out var header) || !AccessTokenValidator.IsAccessTokenType(header.Type)
                || !StrictJson.TryParseObject(jws.Payload, MaxDepth, out var claims))
                return false;
            using (claims)
                return claims.RootElement.TryGetText("iss"u8, out var named) && string.Equals(named, issuer, StringComparison.Ordinal);
        }
    }
}
