using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

using Tandem.Browser;

namespace Tandem.AspNetCore.Pipeline;

/// <summary>
/// CORS for configured origins, exactly, with credentials. It covers the application's endpoints too: they are called by the same pages.
/// </summary>
internal sealed class CorsSetup(Lazy<Deployment> deployment) : IConfigureOptions<CorsOptions>
{
    public const string Policy = "Tandem";

    public void Configure(CorsOptions options) => options.AddPolicy(Policy, policy => policy
        .SetIsOriginAllowed(origin => deployment.Value.Allows(origin))
        .AllowCredentials()
        .WithMethods([.. CorsPlan.Methods])
        .WithHeaders([.. CorsPlan.RequestHeaders])
        .WithExposedHeaders([.. CorsPlan.ExposedHeaders])
        .SetPreflightMaxAge(CorsPlan.PreflightLife));
}
