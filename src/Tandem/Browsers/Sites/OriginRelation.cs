namespace Tandem.Browsers.Sites;

/// <summary>How a page's origin stands to the origin it calls.</summary>
public enum OriginRelation
{
    /// <summary>Scheme, host and port are equal: no CORS, every cookie.</summary>
    SameOrigin,

    /// <summary>Another origin of the same site: CORS, and every cookie of a credentialed request.</summary>
    SameSite,

    /// <summary>Another site: CORS, and cookies with <c>SameSite=None</c> as far as the browser lets them.</summary>
    CrossSite,
}
