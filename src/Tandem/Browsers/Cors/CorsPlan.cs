using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Cors;

/// <summary>
/// Cross-origin requests (Fetch Standard §3.3): the configured origins, exactly, with credentials. It holds for the application's endpoints
/// too: they are called by the same pages.
/// </summary>
/// <param name="Api">The API's origin.</param>
/// <param name="Frontends">Origins of front ends.</param>
internal sealed record CorsPlan(Origin Api, IReadOnlyList<Origin> Frontends)
{
    /// <summary>Methods that pages may use.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Headers that pages may send besides those that need no permission.</summary>
    public static IReadOnlyList<string> RequestHeaders { get; } = ["Content-Type", "Authorization", "X-API-Key"];

    /// <summary>Headers that pages may read besides those that need no permission.</summary>
    public static IReadOnlyList<string> ExposedHeaders { get; } = ["Link", "Retry-After", "WWW-Authenticate", "X-Request-Id"];

    /// <summary>How long browsers may remember a preflight. Chromium forgets after 2 hours at most, Firefox after 24.</summary>
    public static TimeSpan PreflightLife { get; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether pages of an origin may call with the session's cookie and read the answer. Compared exactly; the spellings of a loopback address
    /// count as one host.
    /// </summary>
    public bool Allows(Origin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return origin.IsSameAs(Api) || Frontends.Any(frontend => frontend.IsSameAs(origin));
    }
}
