namespace Tandem.Browsers.Cookies;

/// <summary>What a server sees of a refresh that came without its cookie.</summary>
internal sealed record CookielessRequest
{
    /// <summary>The <c>Origin</c> header; null when there is none.</summary>
    public string? Origin { get; init; }

    /// <summary>The <c>Sec-Fetch-Site</c> header; null when there is none.</summary>
    public string? SecFetchSite { get; init; }

    /// <summary>Whether <c>Sec-Fetch-Storage-Access</c> said <c>none</c>: the browser withholds cookies from this page.</summary>
    public bool StorageAccessDenied { get; init; }

    /// <summary>Names of the cookies that did come.</summary>
    public IReadOnlyList<string> CookieNames { get; init; } = [];

    /// <summary>Host the request was sent to, with its port.</summary>
    public string? Host { get; init; }

    /// <summary>Whether a proxy that was not made known said that the browser came over TLS.</summary>
    public bool UnknownProxySaysTls { get; init; }

    /// <summary>The prefix that a proxy says it took off the path; null when none says so.</summary>
    public string? StrippedPrefix { get; init; }

    /// <summary>Whether an access token of a living session came along: somebody is signed in, and the cookie was lost on the way.</summary>
    public bool SessionLives { get; init; }

    /// <summary>Whether a program, not a page, signed in from the same address lately and was sent the cookie.</summary>
    public bool ProgramSignedIn { get; init; }
}
