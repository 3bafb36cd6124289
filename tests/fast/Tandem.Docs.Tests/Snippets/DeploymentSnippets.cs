using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>The code of <c>docs/guides/deployment.md</c>.</summary>
internal static class DeploymentSnippets
{
    public static void Limits(WebApplicationBuilder builder)
    {
        #region limits
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            options.Limits.MaxConcurrentConnections = 10_000;
        });
        #endregion
    }
}
