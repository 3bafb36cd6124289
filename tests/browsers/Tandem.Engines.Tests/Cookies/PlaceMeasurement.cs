namespace Tandem.Engines.Tests.Cookies;

/// <summary>What an engine did for a page in one place.</summary>
internal sealed record PlaceMeasurement(PagePlace Place, IReadOnlyDictionary<RequestTrigger, ReceivedRequest> ReceivedRequests)
{
    /// <summary>Whether a cookie that the page's fetch was given came back at all, to this page or to a visit of the API.</summary>
    public bool Stored(CookieKind kind) => ReceivedRequests.Keys.Any(way => Sent(CookieSource.Fetch, kind, way));

    /// <summary>Whether the cookie came with the request.</summary>
    public bool Sent(CookieSource source, CookieKind kind, RequestTrigger way) => ReceivedRequests[way].Cookies.Contains(CookieProbe.NameOf(Place, source, kind));
}
