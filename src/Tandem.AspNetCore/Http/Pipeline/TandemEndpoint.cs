using Tandem.AspNetCore.Http.RateLimits;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>Marks the endpoints that are Tandem's own.</summary>
/// <param name="Group">The group its requests are counted in, or null when they are not.</param>
internal sealed record TandemEndpoint(RateLimitGroup? Group = null)
{
    /// <summary>By what they are authenticated, whatever the application's default scheme is.</summary>
    public const string Scheme = "Tandem";

    /// <summary>What the names of all of Tandem's schemes and policies begin with.</summary>
    public const string Prefix = "Tandem";

    /// <summary>Whether authorization asks only schemes of Tandem by this name, of a scheme or of a policy; also where it names none.</summary>
    public static bool IsTandems(string? name) => name is null || name.StartsWith(Prefix, StringComparison.Ordinal);
}
