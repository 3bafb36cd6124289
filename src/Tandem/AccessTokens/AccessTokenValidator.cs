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
/// What it cannot know is whether the session was ended meanwhile: the token holds until it expires.
/// </remarks>
/// <param name="settings">Issuer and audience to expect, and the tolerance; the lifetime does not matter here.</param>
/// <param name="keys">The issuer's keys: a <see cref="VerificationKeySet"/>, or a source that renews itself.</param>
public sealed class AccessTokenValidator(AccessTokenSettings settings, IVerificationKeySource keys)
{
    private static readonly FrozenSet<string> Algorithms = SigningAlgorithm.All.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Checks a token. One that is good but for its age comes with its claims, so that a logout knows what to end.</summary>
    /// <param name="token">The presented characters.</param>
    /// <param name="now">The installation's time.</param>
    public AccessTokenValidation Validate(ReadOnlySpan<char> token, DateTimeOffset now)
    {
        if (!CompactJws.TryParse(token, out var jws))
            return AccessTokenValidation.Refused(AccessTokenFault.Malformed);
        using (jws)
        {
            if (!JoseHeader.TryParse(jws.Header, out var header))
                return AccessTokenValidation.Refused(AccessTokenFault.Malformed);
            if (!IsAccessTokenType(header.Type))
                return AccessTokenValidation.Refused(AccessTokenFault.WrongType);
            var fault = VerifySignature(jws, header, keys);
            if (fault != AccessTokenFault.None)
                return AccessTokenValidation.Refused(fault);
            fault = AccessTokenClaims.Read(jws.Payload, settings, out var claims, out var notBefore);
            if (fault != AccessTokenFault.None)
                return AccessTokenValidation.Refused(fault);
            if (IsBefore(now, claims!.IssuedAt) || (notBefore is { } start && IsBefore(now, start)))
                return AccessTokenValidation.Refused(AccessTokenFault.NotYetValid);
            return new AccessTokenValidation(claims, IsOver(now, claims.ExpiresAt) ? AccessTokenFault.Expired : AccessTokenFault.None);
        }
    }

    /// <summary>RFC 7515 §5.2, with the algorithm the key is used with and no other (RFC 8725 §3.1).</summary>
    internal static AccessTokenFault VerifySignature(CompactJws jws, in JoseHeader header, IVerificationKeySource keys)
    {
        // Before the key is looked for: "none", and whatever else no key could have, is not worth a look (RFC 8725 §3.2).
        if (!Algorithms.Contains(header.Algorithm))
            return AccessTokenFault.WrongAlgorithm;
        if (!keys.TryGetVerificationKey(header.KeyId, out var key))
            return AccessTokenFault.UnknownKey;
        if (!string.Equals(header.Algorithm, key.Algorithm, StringComparison.Ordinal))
            return AccessTokenFault.WrongAlgorithm;
        return key.Verify(jws.SigningInput.Span, jws.Signature.Span) ? AccessTokenFault.None : AccessTokenFault.BadSignature;
    }

    // A media type, compared without regard to case, its "application/" omitted or not (RFC 9068 §4, RFC 7515 §4.1.9).
    private static bool IsAccessTokenType(string? type) =>
        string.Equals(type, "at+jwt", StringComparison.OrdinalIgnoreCase)
        || string.Equals(type, "application/at+jwt", StringComparison.OrdinalIgnoreCase);

    // RFC 7519 §4.1.5: not accepted before. Differences, since a sum could leave the calendar.
    private bool IsBefore(DateTimeOffset now, DateTimeOffset start) => start - now > settings.Tolerance;

    // RFC 7519 §4.1.4: not accepted on or after.
    private bool IsOver(DateTimeOffset now, DateTimeOffset end) => now - end >= settings.Tolerance;
}
