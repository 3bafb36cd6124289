using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

using Tandem.Browsers.Cors;

namespace Tandem.AspNetCore.Browsers;

/// <summary>The CORS plan as the framework takes it.</summary>
internal sealed class CorsSetup(Lazy<Deployment> deployment, IOptions<CorsOptions> options) : ICorsPolicyProvider
{
    public const string Policy = "Tandem";

    private readonly DefaultCorsPolicyProvider others = new(options);

    private readonly Task<CorsPolicy?> pages = Task.FromResult<CorsPolicy?>(
        Builder().SetIsOriginAllowed(origin => deployment.Value.Allows(origin)).AllowCredentials().Build());

    private readonly Task<CorsPolicy?> opaque = Task.FromResult<CorsPolicy?>(Builder().WithOrigins(Deployment.OpaqueOrigin).Build());

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) => policyName != Policy
        ? others.GetPolicyAsync(context, policyName)
        : IsOpaqueAllowed(context) ? opaque : pages;

    // Whatever has no origin may be anybody's: it may read what everybody may, and no cookie counts (Fetch Standard §3.3.5).
    private bool IsOpaqueAllowed(HttpContext context) =>
        deployment.Value.ServesPrograms && context.Request.Headers.Origin == Deployment.OpaqueOrigin;

    private static CorsPolicyBuilder Builder() => new CorsPolicyBuilder()
        .WithMethods([.. CorsPlan.Methods])
        .WithHeaders([.. CorsPlan.RequestHeaders])
        .WithExposedHeaders([.. CorsPlan.ExposedHeaders])
        .SetPreflightMaxAge(CorsPlan.PreflightLife);
}
