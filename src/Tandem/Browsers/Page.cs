using Tandem.Browsers.Sites;

namespace Tandem.Browsers;

/// <summary>Where a request starts: a page, and the pages it is framed by.</summary>
/// <param name="Origin">The page's origin.</param>
/// <param name="Ancestors">Origins of the frames around it, the innermost first; none for a page in a tab of its own.</param>
internal sealed record Page(Origin Origin, params IReadOnlyList<Origin> Ancestors)
{
    /// <summary>What the address bar shows.</summary>
    public Origin Top => Ancestors.Count == 0 ? Origin : Ancestors[^1];

    /// <summary>
    /// The "site for cookies": that of the address bar, or null when a frame of another site is among the ancestors
    /// (RFC 6265bis §5.2.1).
    /// </summary>
    public Site? SiteForCookies(bool schemeful)
    {
        var top = Site.Of(Top);
        return Ancestors.Prepend(Origin).All(origin => Site.Of(origin).IsSameAs(top, schemeful)) ? top : null;
    }

    /// <summary>How the page stands to what it calls, every ancestor regarded.</summary>
    public OriginRelation To(Origin target, bool schemeful = true) =>
        SiteForCookies(schemeful) is { } site && site.IsSameAs(Site.Of(target), schemeful)
            ? Origin == target ? OriginRelation.SameOrigin : OriginRelation.SameSite
            : OriginRelation.CrossSite;
}
