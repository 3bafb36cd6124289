namespace Tandem.Engines.Tests.Cookies;

/// <summary>Who had a cookie set.</summary>
internal enum CookieSource
{
    /// <summary>A visit of the API in a tab of its own, before.</summary>
    Visit,

    /// <summary>A fetch with credentials by the page that is looked at, as a sign-in is.</summary>
    Fetch,
}
