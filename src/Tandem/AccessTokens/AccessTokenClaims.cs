using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tandem.AccessTokens;

/// <summary>Reads the claims of a payload whose signature has been verified.</summary>
internal static class AccessTokenClaims
{
    private const int MaxDepth = 4;

    private static readonly long LastSecond = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>Reads all claims; what one of them says is compared only when every one is there and of its type.</summary>
    public static AccessTokenFault Read(
        ReadOnlyMemory<byte> payload, AccessTokenSettings expected, out AccessToken? token, out DateTimeOffset? notBefore)
    {
        token = null;
        notBefore = null;
        if (!StrictJson.TryParseObject(payload, MaxDepth, out var document))
            return AccessTokenFault.Malformed;
        using (document)
        {
            var json = document.RootElement;
            // RFC 9068 §2.2: the claims every access token has, and those of ours.
            if (!json.TryGetText("iss"u8, out var issuer)
                || !TryGetAudiences(json, out var audiences)
                || !TryGetGuid(json, "sub"u8, out var subject)
                || !TryGetTime(json, "exp"u8, out var expiresAt)
                || !TryGetTime(json, "iat"u8, out var issuedAt)
                || !json.TryGetText("jti"u8, out var id)
                || !json.TryGetText("client_id"u8, out var clientId)
                || !TryGetGuid(json, "sid"u8, out var sessionId)
                || !json.TryGetCount("gen"u8, out var generation)
                || !json.TryGetCount("epoch"u8, out var epoch)
                || !json.TryGetTexts("roles"u8, out var roles)
                || !TryGetTime(json, "auth_time"u8, out var authenticatedAt)
                || !json.TryGetTexts("amr"u8, out var methods)
                || !TryGetOptional(json, out notBefore, out var email))
                return AccessTokenFault.Malformed;

            // RFC 8725 §3.8, §3.9; character by character, as RFC 7519 §4.1.1 has it.
            if (issuer != expected.Issuer)
                return AccessTokenFault.WrongIssuer;
            if (!audiences.Contains(expected.Audience))
                return AccessTokenFault.WrongAudience;

            token = new AccessToken
            {
                Issuer = issuer,
                Subject = subject,
                Audience = expected.Audience,
                ExpiresAt = expiresAt,
                IssuedAt = issuedAt,
                Id = id,
                ClientId = clientId,
                SessionId = sessionId,
                Generation = generation,
                Epoch = epoch,
                Roles = roles,
                AuthenticatedAt = authenticatedAt,
                AuthenticationMethods = methods,
                Email = email,
            };
            return AccessTokenFault.None;
        }
    }

    // RFC 7519 §4.1.3: one string, or an array of them.
    private static bool TryGetAudiences(JsonElement json, [NotNullWhen(true)] out IReadOnlyList<string>? audiences)
    {
        audiences = json.TryGetText("aud"u8, out var single) ? [single] : null;
        return audiences is not null || json.TryGetTexts("aud"u8, out audiences);
    }

    private static bool TryGetOptional(JsonElement json, out DateTimeOffset? notBefore, out string? email)
    {
        notBefore = null;
        email = null;
        if (json.TryGetProperty("nbf"u8, out _))
        {
            if (!TryGetTime(json, "nbf"u8, out var time))
                return false;
            notBefore = time;
        }

        return !json.TryGetProperty("email"u8, out _) || json.TryGetText("email"u8, out email);
    }

    // One spelling: 8-4-4-4-12 lower-case hexadecimal digits.
    private static bool TryGetGuid(JsonElement json, ReadOnlySpan<byte> name, out Guid id)
    {
        id = default;
        return json.TryGetText(name, out var text) && Guid.TryParseExact(text, "D", out id) && text == id.ToString("D");
    }

    // NumericDate (RFC 7519 §2), whole seconds within the range of the calendar.
    private static bool TryGetTime(JsonElement json, ReadOnlySpan<byte> name, out DateTimeOffset time)
    {
        var valid = json.TryGetCount(name, out var seconds) && seconds <= LastSecond;
        time = DateTimeOffset.FromUnixTimeSeconds(valid ? seconds : 0);
        return valid;
    }
}
