namespace Tandem.SigningKeys;

/// <summary>The <c>alg</c> values that keys are made for (RFC 7518 §3.1). Compared case-sensitively, and never taken from a token.</summary>
public static class SigningAlgorithm
{
    /// <summary>ECDSA on P-256 with SHA-256 (RFC 7518 §3.4), the default.</summary>
    public const string Es256 = "ES256";

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518 §3.3), which every server of RFC 9068 knows; keys of 3,072 bits.</summary>
    public const string Rs256 = "RS256";

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [Es256, Rs256];
}
