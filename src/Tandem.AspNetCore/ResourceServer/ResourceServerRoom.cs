using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>APIs that are not the issuer; <c>AddTandemBearer()</c> adds their services.</summary>
internal sealed class ResourceServerRoom : TandemRoom
{
    public override IReadOnlyList<ErrorCode> Errors { get; } = [ResourceServerErrors.SigningKeysUnavailable];
}

/// <summary>Why an API cannot judge an access token.</summary>
internal static class ResourceServerErrors
{
    public static readonly ErrorCode SigningKeysUnavailable = new("signing_keys_unavailable", 503, "Access tokens cannot be checked now",
        "This API could not fetch the keys of the server that signs access tokens. The token may be valid.", "Keep the token and try again as Retry-After says.");
}
