using Microsoft.AspNetCore.Cors.Infrastructure;

using Tandem.Browsers.Cors;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Whether pages without an origin may read responses: where tokens are delivered in the body, native apps need to.</summary>
internal sealed record OpaqueOriginAccess(bool MayRead);

/// <summary>The CORS plan as the framework takes it.</summary>
internal sealed class CorsSetup(Lazy<PublicAddress> address, OpaqueOriginAccess opaqueOrigins, IOptions<CorsOptions> options) : ICorsPolicyProvider
{
    public const string Policy = "Tandem";

    private readonly DefaultCorsPolicyProvider others = new(options);
    private readonly Task<CorsPolicy?> pages = Task.FromResult<CorsPolicy?>(
        Builder().SetIsOriginAllowed(origin => address.Value.Allows(origin)).AllowCredentials().Build());

    private readonly Task<CorsPolicy?> opaque = Task.FromResult<CorsPolicy?>(Builder().WithOrigins(PublicAddress.OpaqueOrigin).Build());

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) => policyName != Policy
        ? others.GetPolicyAsync(context, policyName)
        : IsOpaqueAllowed(context) ? opaque : pages;

    // Whatever has no origin may be anybody's: it may read what everybody may, and no cookie counts (Fetch Standard §3.3.5).
    private bool IsOpaqueAllowed(HttpContext context) =>
        opaqueOrigins.MayRead && context.Request.Headers.Origin == PublicAddress.OpaqueOrigin;

    private static CorsPolicyBuilder Builder() => new CorsPolicyBuilder()
        .WithMethods([.. CorsPlan.Methods])
        .WithHeaders([.. CorsPlan.RequestHeaders])
        .WithExposedHeaders([.. CorsPlan.ExposedHeaders])
        .SetPreflightMaxAge(CorsPlan.PreflightLife);
}
