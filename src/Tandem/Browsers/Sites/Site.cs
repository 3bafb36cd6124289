namespace Tandem.Browsers.Sites;

/// <summary>A site: scheme and registrable domain, or the whole host where there is none (HTML Standard §7.1.1). Ports do not matter.</summary>
/// <param name="Scheme">Lower-case scheme.</param>
/// <param name="Host">Registrable domain, or the host.</param>
internal sealed record Site(string Scheme, string Host)
{
    /// <summary>The site an origin belongs to.</summary>
    public static Site Of(Origin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return new(origin.Scheme, PublicSuffixList.RegistrableDomain(origin.Host) ?? origin.Host);
    }

    /// <summary>Whether two sites are the same to a browser that does, or does not, look at the scheme.</summary>
    public bool IsSameAs(Site other, bool schemeful)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Host == other.Host && (!schemeful || Scheme == other.Scheme);
    }

    /// <summary>Scheme and host.</summary>
    public override string ToString() => $"{Scheme}://{Host}";
}

/// <summary>How a page's origin stands to the origin it calls.</summary>
internal enum OriginRelation
{
    /// <summary>Scheme, host and port are equal: no CORS, every cookie.</summary>
    SameOrigin,

    /// <summary>Another origin of the same site: CORS, and every cookie of a credentialed request.</summary>
    SameSite,

    /// <summary>Another site: CORS, and cookies with <c>SameSite=None</c> as far as the browser lets them.</summary>
    CrossSite,
}
