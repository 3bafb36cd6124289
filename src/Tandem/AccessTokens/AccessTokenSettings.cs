using System.Text.Json;

namespace Tandem.AccessTokens;

/// <summary>What access tokens say and for how long they hold. Immutable; checked when the process starts.</summary>
internal sealed record AccessTokenSettings
{
    /// <summary>
    /// How many bytes issuer and audience may have together, as JSON writes them, so that a token with the longest roles and address stays
    /// below what verifiers take.
    /// </summary>
    public const int MaximumNames = 480;

    /// <summary><c>iss</c>: the public URL. Compared character by character.</summary>
    public required string Issuer { get; init; }

    /// <summary><c>aud</c>: whom tokens are for, by default the issuer. Compared character by character.</summary>
    public required string Audience { get; init; }

    /// <summary>From issue to expiry, in whole seconds. Default 15 minutes.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How far the clocks of issuer and verifier may differ. Default 10 s.</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether tokens carry the account's address. Default false: the fewer claims the better.</summary>
    public bool IncludeEmail { get; init; }

    /// <summary>The bytes of a name in a token.</summary>
    public static int LengthOf(string name) => JsonEncodedText.Encode(name, AccessTokenIssuer.Escaping).EncodedUtf8Bytes.Length;
}
