using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.Engines.Tests.Cookies;

/// <summary>What the rules of <c>Tandem.Browser</c> say that a browser does for a page in one place.</summary>
internal sealed class CookieForecasts(BrowserProfile browser, PagePlace place)
{
    private static readonly Origin Api = OriginOf(PagePlace.Api);

    private readonly Page page = place.Top is { } top ? new(OriginOf(place.Page), OriginOf(top)) : new(OriginOf(place.Page));

    public bool Stored(CookieKind kind) => browser.Stores(Cookie(kind), Request(RequestTrigger.Post)).Happens;

    public bool Sent(CookieSource source, CookieKind kind, RequestTrigger way)
    {
        var setting = source == CookieSource.Fetch ? Request(RequestTrigger.Post) : Request(RequestTrigger.Visit);
        return browser.Stores(Cookie(kind), setting).Happens && browser.Sends(browser.Keep(Cookie(kind), setting), Request(way)).Happens;
    }

    /// <summary>The value of <c>Sec-Fetch-Site</c>.</summary>
    public string Site(RequestTrigger way) => Request(way).SecFetchSite;

    private PageRequest Request(RequestTrigger way) => way switch
    {
        RequestTrigger.Post => new(page, Api, "/x"),
        RequestTrigger.Get => new(page, Api, "/x") { Method = "GET" },
        RequestTrigger.WebSocket => new(page, Api, "/x") { Kind = RequestKind.WebSocket, Method = "GET" },
        RequestTrigger.Link => new(page, Api, "/x") { Kind = RequestKind.Navigation, Method = "GET" },
        // Nobody stands behind a typed address; the site's own page is as good.
        RequestTrigger.Visit => new(new(Api), Api, "/x") { Kind = RequestKind.Navigation, Method = "GET" },
        _ => throw new ArgumentOutOfRangeException(nameof(way)),
    };

    private static SetCookieHeader Cookie(CookieKind kind) => SetCookieHeader.Parse(CookieProbe.Header("name", kind))!;

    private static Origin OriginOf(string host) => Origin.Of(new Uri($"https://{host}"));
}
