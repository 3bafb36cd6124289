using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Tandem.AspNetCore.Pipeline;

/// <summary>
/// CORS for configured origins, exactly, with credentials. It covers the application's endpoints too: they are called by the same pages.
/// </summary>
internal sealed class CorsSetup(Lazy<Deployment> deployment) : IConfigureOptions<CorsOptions>
{
    public const string Policy = "Tandem";

    private static readonly TimeSpan PreflightLife = TimeSpan.FromMinutes(10);

    public void Configure(CorsOptions options) => options.AddPolicy(Policy, policy => policy
        .SetIsOriginAllowed(origin => deployment.Value.Allows(origin))
        .AllowCredentials()
        .WithMethods("GET", "POST", "PUT", "PATCH", "DELETE")
        .WithHeaders("Content-Type", "Authorization", "X-API-Key")
        .WithExposedHeaders("Retry-After", "WWW-Authenticate", RequestIdMiddleware.Header)
        .SetPreflightMaxAge(PreflightLife));
}
