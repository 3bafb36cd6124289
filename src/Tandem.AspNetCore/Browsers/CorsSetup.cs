using Microsoft.AspNetCore.Cors.Infrastructure;

using Tandem.Browsers.Cors;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Whether pages without an origin may read responses: where tokens are delivered in the body, native apps need to.</summary>
internal sealed record OpaqueOriginAccess(bool MayRead);

/// <summary>
/// The CORS plan as the framework takes it, for every endpoint but those that name a policy of the application: <c>.RequireCors("partners")</c>.
/// </summary>
internal sealed class CorsSetup : ICorsPolicyProvider
{
    public const string Policy = "Tandem";

    private readonly OpaqueOriginAccess opaqueOrigins;
    private readonly DefaultCorsPolicyProvider others;
    private readonly Task<CorsPolicy?> pages;
    private readonly Task<CorsPolicy?> opaque;

    public CorsSetup(Lazy<PublicAddress> address, OpaqueOriginAccess opaqueOrigins, IOptions<CorsHeaderOptions> headers, IOptions<CorsOptions> options)
    {
        this.opaqueOrigins = opaqueOrigins;
        others = new DefaultCorsPolicyProvider(options);
        pages = Task.FromResult<CorsPolicy?>(
            Builder(headers.Value).SetIsOriginAllowed(origin => address.Value.Allows(origin)).AllowCredentials().Build());
        opaque = Task.FromResult<CorsPolicy?>(Builder(headers.Value).WithOrigins(PublicAddress.OpaqueOrigin).Build());
    }

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) => policyName != Policy
        ? others.GetPolicyAsync(context, policyName)
        : IsOpaqueAllowed(context) ? opaque : pages;

    // Whatever has no origin may be anybody's: it may read what everybody may, and no cookie counts (Fetch Standard §3.3.5).
    private bool IsOpaqueAllowed(HttpContext context) =>
        opaqueOrigins.MayRead && context.Request.Headers.Origin == PublicAddress.OpaqueOrigin;

    private static CorsPolicyBuilder Builder(CorsHeaderOptions headers) => new CorsPolicyBuilder()
        .WithMethods([.. CorsPlan.Methods])
        .WithHeaders([.. CorsPlan.RequestHeaders.Union(headers.RequestHeaders, StringComparer.OrdinalIgnoreCase)])
        .WithExposedHeaders([.. CorsPlan.ExposedHeaders.Union(headers.ExposedHeaders, StringComparer.OrdinalIgnoreCase)])
        .SetPreflightMaxAge(CorsPlan.PreflightLife);
}
