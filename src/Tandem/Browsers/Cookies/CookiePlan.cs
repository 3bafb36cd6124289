using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Cookies;

/// <summary>The refresh cookie for each page that calls: derived from where the API and the page are.</summary>
/// <param name="Api">The API's origin.</param>
/// <param name="Overrides">What is chosen rather than derived.</param>
/// <param name="Suffix">What the name ends in over plain HTTP, where several installations on ports of one host share the jar.</param>
internal sealed record CookiePlan(Origin Api, CookieOverrides Overrides, string? Suffix = null)
{
    /// <summary>The cookie for pages of the API's own site, and for programs that are no pages.</summary>
    public RefreshCookie OwnSite { get; } = Own(Api, Overrides, Suffix);

    /// <summary>The cookie for pages of other sites.</summary>
    public RefreshCookie OtherSites { get; } = Other(Api, Overrides, Suffix);

    /// <summary>The name of before there was a suffix; null where there is none.</summary>
    public string? NameWithoutSuffix => Suffix is not null && !Api.IsSecure ? RefreshCookie.BaseName : null;

    /// <summary>The cookie for a page; null for a program that sends no <c>Origin</c>.</summary>
    public RefreshCookie For(Origin? page) => page is null || RelationTo(page) != OriginRelation.CrossSite ? OwnSite : OtherSites;

    /// <summary>How a page stands to the API. The spellings of a loopback address count as one host.</summary>
    public OriginRelation RelationTo(Origin page)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (page.IsSameAs(Api))
            return OriginRelation.SameOrigin;
        return page.Scheme == Api.Scheme && page.IsLoopbackAddress && Api.IsLoopbackAddress ? OriginRelation.SameSite : new Page(page).To(Api);
    }

    /// <summary>
    /// The values of <c>Set-Cookie</c> that clear the cookie in every form this host may have set it in: each name, host-only and with
    /// the configured domain and former ones, at the root and at the configured path and former ones, partitioned or not. The one that is set
    /// comes last: curl 7.88 leaves a cookie in its file if another <c>Set-Cookie</c> follows the one that clears it.
    /// </summary>
    /// <param name="withoutSuffix">Whether the one without suffix is cleared as well: it may be another installation's.</param>
    public IEnumerable<string> Clear(bool withoutSuffix = false) => Forms()
        .SelectMany(form => withoutSuffix && NameWithoutSuffix is { } name ? new[] { form with { Name = name }, form } : [form])
        .Reverse().Distinct().Reverse().Select(form => form.Clear());

    // The cookies of today have the SameSite they are set with: a browser takes nothing but None from another site's page.
    private IEnumerable<RefreshCookie> Forms() => [.. AnyForms(), OtherSites, OwnSite];

    private IEnumerable<RefreshCookie> AnyForms()
    {
        string?[] domains = [null, Overrides.Domain, .. Overrides.Former.Select(former => former.Domain)];
        string[] paths = ["/", Overrides.Path ?? "/", .. Overrides.Former.Select(former => former.Path)];
        var places = from host in domains.Distinct() from at in paths.Distinct() select (host, at);

        // Over plain HTTP a browser ignores cookies with Secure, so only a name without prefix can be there.
        if (!Api.IsSecure)
            return places.Select(place => new RefreshCookie(OwnSite.Name, place.at, place.host, Secure: false, OwnSite.SameSite));

        bool[] partitions = Overrides.Partitioned == true || (OtherSites.Partitioned && OtherSites.Name != HostName) ? [false, true] : [false];
        return
        [
            new(HostName, "/", null, Secure: true, OwnSite.SameSite),
            new(HostName, "/", null, Secure: true, SameSite.None, Partitioned: true),
            .. from name in new[] { RefreshCookie.SecurePrefix + RefreshCookie.BaseName, RefreshCookie.BaseName }
               from place in places
               from partitioned in partitions
               select new RefreshCookie(name, place.at, place.host, Secure: true, partitioned ? SameSite.None : OwnSite.SameSite, partitioned),
        ];
    }

    private static string HostName => RefreshCookie.HostPrefix + RefreshCookie.BaseName;

    private static RefreshCookie Own(Origin api, CookieOverrides chosen, string? suffix)
    {
        var name = chosen.Name ?? (!api.IsSecure ? ""
            : chosen.Domain is null && chosen.Path is null or "/" ? RefreshCookie.HostPrefix
            : RefreshCookie.SecurePrefix) + RefreshCookie.BaseName;
        if (suffix is not null && !api.IsSecure)
            name += "-" + suffix;
        return new(name, chosen.Path ?? "/", chosen.Domain, api.IsSecure, chosen.SameSite ?? SameSite.Lax, chosen.Partitioned ?? false);
    }

    // A shared domain is of no use to another site, so the cookie is of this host alone. Without TLS no browser takes SameSite=None.
    private static RefreshCookie Other(Origin api, CookieOverrides chosen, string? suffix) => api.IsSecure
        ? Own(api, chosen with { Domain = null, Path = chosen.Name is null ? null : chosen.Path, SameSite = chosen.SameSite ?? SameSite.None, Partitioned = chosen.Partitioned ?? chosen.SameSite is null or SameSite.None }, suffix)
        : Own(api, chosen, suffix);
}

/// <summary>What of the refresh cookie is chosen rather than derived. Null: derived.</summary>
/// <param name="Name">Name, prefix included.</param>
/// <param name="Domain">Domain, without a leading dot.</param>
/// <param name="Path">Path.</param>
/// <param name="SameSite">SameSite, for pages of every site.</param>
/// <param name="Partitioned">Partitioned, for pages of every site.</param>
internal sealed record CookieOverrides(
    string? Name = null, string? Domain = null, string? Path = null, SameSite? SameSite = null, bool? Partitioned = null)
{
    /// <summary>Cookies that were set before, the hardest to plant first.</summary>
    public IReadOnlyList<FormerCookie> Former { get; init; } = [];
}
