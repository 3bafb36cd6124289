using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Cookies;

/// <summary>Which of a browser's cookie jars: the site in the address bar, and whether another site's frame lies between.</summary>
/// <param name="Top">Site of the address bar.</param>
/// <param name="CrossSiteAncestor">Whether the page or a frame around it is of another site than the cookie's (CHIPS).</param>
internal sealed record PartitionKey(Site Top, bool CrossSiteAncestor)
{
    /// <summary>The jar of a request. A page that is opened has the jar of its own site.</summary>
    public static PartitionKey Of(PageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Kind == RequestKind.Navigation
            ? new(Site.Of(request.Target), CrossSiteAncestor: false)
            : new(Site.Of(request.From.Top), request.IsThirdParty(schemeful: true));
    }
}
