using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Doctor;

/// <summary>Pages of one front end, and the API they sign in and refresh at.</summary>
/// <param name="Page">The page.</param>
/// <param name="Api">The API's origin.</param>
internal sealed record Setup(Page Page, Origin Api)
{
    /// <summary>Path of the sign-in.</summary>
    public string LoginPath { get; init; } = "/api/auth/login";

    /// <summary>Path of the refresh.</summary>
    public string RefreshPath { get; init; } = "/api/auth/refresh";

    /// <summary>Where the refresh goes, if not where the sign-in goes.</summary>
    public Origin? RefreshApi { get; init; }

    /// <summary>The refresh cookie as the sign-in sets it, several where it is set several times. Empty: the one that Tandem plans.</summary>
    public IReadOnlyList<SetCookieHeader> Cookies { get; init; } = [];

    /// <summary>What of Tandem's cookie is chosen rather than derived.</summary>
    public CookieOverrides Overrides { get; init; } = new();

    /// <summary>The cookie that Tandem sets for this page; over plain HTTP its name ends in digits of the installation.</summary>
    public RefreshCookie Planned => new CookiePlan(Api, Overrides, "XXXXXX").For(Page.Origin);

    /// <summary>When the cookies are set: whether a date has passed depends on it.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>What browsers keep of <see cref="Cookies"/>.</summary>
    public IReadOnlyList<SetCookieHeader> Kept => KeptCookies.Of(Cookies, LoginPath, Now);

    /// <summary>The cookie to look at: as it is set, or as it is planned.</summary>
    public SetCookieHeader Cookie => Kept is [var first, ..] ? first : Cookies is [.., var last] ? last : Planned.ToHeader();

    /// <summary>How browsers that look at schemes take the page to stand to the API, frames regarded.</summary>
    public OriginRelation Relation => Page.To(Api);

    /// <summary>Whether page and API are this machine under two of its names, which are one application to Tandem and two sites to browsers.</summary>
    public bool IsLoopbackSpelling =>
        Page.Origin.IsLoopbackAddress && Api.IsLoopbackAddress && Page.Origin.Host != Api.Host && Page.Origin.Scheme == Api.Scheme;

    /// <summary>Whether frames of other sites make the page another site than its API, which in a tab of its own it is not.</summary>
    public bool IsFramedApart => Relation == OriginRelation.CrossSite && new Page(Page.Origin).To(Api) != OriginRelation.CrossSite;

    /// <summary>Whether the server has to list the page: it is not of the API's own origin.</summary>
    public bool NeedsListing => !Page.Origin.IsSameAs(Api);

    /// <summary>The line of configuration that lists the page, where it is the first one.</summary>
    public string ListingLine => $"Tandem__Frontends__0={Page.Origin}";

    /// <summary>The request that signs in.</summary>
    public PageRequest SignIn => new(Page, Api, LoginPath);

    /// <summary>The request that refreshes.</summary>
    public PageRequest Refresh => new(Page, RefreshApi ?? Api, RefreshPath);
}
