using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>What others say of an access token: the library that most .NET resource servers use, and the bare primitive.</summary>
internal sealed class OtherVerifier(FixedKeyIssuer issuer)
{
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };

    private readonly TokenValidationParameters parameters = new()
    {
        ValidIssuer = FixedKeyIssuer.Issuer,
        ValidAudience = FixedKeyIssuer.Audience,
        // It compares types with regard to case; media types are compared without (RFC 7515 §4.1.9).
        TypeValidator = static (type, _, _) => type?.ToUpperInvariant() is "AT+JWT" or "APPLICATION/AT+JWT" ? type : throw new SecurityTokenInvalidTypeException(),
        ValidAlgorithms = ["ES256"],
        TryAllIssuerSigningKeys = false,
        IssuerSigningKey = new ECDsaSecurityKey(issuer.PublicKey) { KeyId = issuer.Current.Active.KeyId, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } },
        // The clock of the tests is not the machine's; times are compared elsewhere.
        LifetimeValidator = static (_, _, _, _) => true,
    };

    /// <summary>Whether Microsoft.IdentityModel relies on it, age apart.</summary>
    public bool Accepts(string token) => handler.ValidateTokenAsync(token, parameters).GetAwaiter().GetResult().IsValid;

    /// <summary>Whether the signature is good, when it is spelled in the one way there is.</summary>
    public bool IsSigned(string token)
    {
        var parts = token.Split('.');
        return parts.Length == 3 && parts.All(IsCanonical)
            && issuer.PublicKey.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256);
    }

    private static bool IsCanonical(string part)
    {
        var bytes = new byte[part.Length];
        return part.Length > 0 && Base64Url.TryDecodeFromChars(part, bytes, out var length) && Base64Url.EncodeToString(bytes.AsSpan(0, length)) == part;
    }
}
