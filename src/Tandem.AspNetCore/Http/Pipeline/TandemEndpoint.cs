using Tandem.AspNetCore.Http.RateLimits;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>Marks the endpoints that are Tandem's own.</summary>
/// <param name="Group">The group its requests are counted in, or null when they are not.</param>
internal sealed record TandemEndpoint(RateLimitGroup? Group = null)
{
    /// <summary>By what they are authenticated, whatever the application's default scheme is.</summary>
    public const string Scheme = "Tandem";
}
