namespace Tandem.Browsers;

/// <summary>A browser with its settings, as far as cookies go.</summary>
internal sealed record BrowserProfile
{
    /// <summary>The family.</summary>
    public required BrowserFamily Family { get; init; }

    /// <summary>Which browsers, versions and settings these are, in words.</summary>
    public required string Name { get; init; }

    /// <summary>What it does with third-party cookies.</summary>
    public required ThirdPartyCookies ThirdPartyCookies { get; init; }

    /// <summary>Whether it knows the attribute <c>Partitioned</c>.</summary>
    public bool KnowsPartitioned { get; init; } = true;

    /// <summary>Whether the scheme is a part of the site (RFC 6265bis §5.2).</summary>
    public bool SchemefulSites { get; init; }

    /// <summary>Whether a cookie without <c>SameSite</c> is taken as <c>Lax</c>.</summary>
    public bool DefaultsToLax { get; init; }

    /// <summary>Whether <c>SameSite=None</c> without <c>Secure</c> is refused.</summary>
    public bool NoneNeedsSecure { get; init; } = true;

    /// <summary>Whether loopback hosts count as secure over plain HTTP.</summary>
    public bool SecureOnLoopback { get; init; } = true;

    /// <summary>
    /// Whether a link in a frame is judged by the pages around the frame as well (RFC 6265bis §5.2), not by its own page alone.
    /// </summary>
    public bool LinksRegardAncestors { get; init; }

    /// <summary>Chrome and Edge as they are installed: third-party cookies are kept (the decision of April 2025).</summary>
    public static BrowserProfile Chromium { get; } = new()
    {
        Family = BrowserFamily.Chromium,
        Name = "Chrome and Edge 114 or later, default settings",
        ThirdPartyCookies = ThirdPartyCookies.Allowed,
        SchemefulSites = true,
        DefaultsToLax = true,
    };

    /// <summary>Chrome's Incognito windows, and windows of whoever chose to block third-party cookies.</summary>
    public static BrowserProfile ChromiumBlocking { get; } = Chromium with
    {
        Name = "Chrome and Edge 114 or later, private windows or third-party cookies blocked",
        ThirdPartyCookies = ThirdPartyCookies.Blocked,
    };

    /// <summary>Firefox as it is installed: Total Cookie Protection.</summary>
    public static BrowserProfile Firefox { get; } = new()
    {
        Family = BrowserFamily.Firefox,
        Name = "Firefox 141 or later, default settings and private windows",
        ThirdPartyCookies = ThirdPartyCookies.Partitioned,
    };

    /// <summary>Safari as it is installed: Intelligent Tracking Prevention blocks third-party cookies.</summary>
    public static BrowserProfile Safari { get; } = new()
    {
        Family = BrowserFamily.Safari,
        Name = "Safari 26.2 or later, default settings and private windows",
        ThirdPartyCookies = ThirdPartyCookies.Blocked,
        NoneNeedsSecure = false,
        SecureOnLoopback = false,
        LinksRegardAncestors = true,
    };

    /// <summary>Safari before it knew <c>Partitioned</c>.</summary>
    public static BrowserProfile SafariBeforePartitioned { get; } = Safari with { Name = "Safari before 26.2", KnowsPartitioned = false };

    /// <summary>The current default settings of the three families: what "works in browsers" is measured by.</summary>
    public static IReadOnlyList<BrowserProfile> Defaults { get; } = [Chromium, Firefox, Safari];

    /// <summary>Settings and versions besides, which many people have.</summary>
    public static IReadOnlyList<BrowserProfile> Others { get; } = [ChromiumBlocking, SafariBeforePartitioned];
}

/// <summary>The three families of browsers in use, by what they are made from.</summary>
internal enum BrowserFamily
{
    /// <summary>Chrome, Edge, Opera, Brave and others on Chromium.</summary>
    Chromium,

    /// <summary>Firefox.</summary>
    Firefox,

    /// <summary>Safari, and every browser on iOS outside the European Union.</summary>
    Safari,
}

/// <summary>One rule that browsers follow, and where it is written or was measured.</summary>
/// <param name="Id">Stable name, in lower case with underscores.</param>
/// <param name="Text">What browsers do, in a sentence.</param>
/// <param name="Source">Specification and section, vendor document, or measurement.</param>
internal sealed record BrowserRule(string Id, string Text, string Source);

/// <summary>What a browser does with cookies of a site other than the one in its address bar.</summary>
internal enum ThirdPartyCookies
{
    /// <summary>They are kept and sent as any other.</summary>
    Allowed,

    /// <summary>They are kept and sent per site in the address bar, whether they say <c>Partitioned</c> or not.</summary>
    Partitioned,

    /// <summary>They are neither kept nor sent, unless they say <c>Partitioned</c> and the browser knows the word.</summary>
    Blocked,
}
