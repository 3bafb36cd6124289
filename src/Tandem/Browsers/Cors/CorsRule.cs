namespace Tandem.Browsers.Cors;

/// <summary>The rules by which a browser lets a page of another origin call and read.</summary>
internal static class CorsRule
{
    private const string Fetch = "Fetch Standard ";

    /// <summary>No permission at all.</summary>
    public static readonly BrowserRule OriginMissing = new("cors_origin_missing",
        "Without Access-Control-Allow-Origin a page of another origin cannot read the answer.", Fetch + "§4.10");

    /// <summary>A permission for somebody else.</summary>
    public static readonly BrowserRule OriginOther = new("cors_origin_other",
        "Access-Control-Allow-Origin must be the page's origin, character by character, and one only.", Fetch + "§4.10");

    /// <summary>A wildcard with credentials.</summary>
    public static readonly BrowserRule OriginWildcard = new("cors_origin_wildcard",
        "Access-Control-Allow-Origin: * is refused for a request with credentials.", Fetch + "§4.10");

    /// <summary>No permission for credentials.</summary>
    public static readonly BrowserRule CredentialsMissing = new("cors_credentials_missing",
        "A request with credentials needs Access-Control-Allow-Credentials: true, in lower case.", Fetch + "§4.10");

    /// <summary>A preflight that failed.</summary>
    public static readonly BrowserRule PreflightStatus = new("cors_preflight_status",
        "A preflight must answer 200 to 299 itself, without redirect and without authentication; otherwise the request is never made.", Fetch + "§4.8");

    /// <summary>The method is not permitted.</summary>
    public static readonly BrowserRule MethodMissing = new("cors_method_missing",
        "Methods other than GET, HEAD and POST must be listed in Access-Control-Allow-Methods; with credentials * is a name, not a wildcard.", Fetch + "§4.8");

    /// <summary>A header is not permitted.</summary>
    public static readonly BrowserRule HeaderMissing = new("cors_header_missing",
        "Content-Type: application/json and headers such as Authorization must be listed in Access-Control-Allow-Headers; with credentials * is a name, and it never covers Authorization.", Fetch + "§4.8");

    /// <summary>Tracing is not permitted.</summary>
    public static readonly BrowserRule TracingHeaderMissing = new("cors_tracing_header_missing",
        "What a page's tracing adds (traceparent, tracestate, baggage, sentry-trace) must be listed in Access-Control-Allow-Headers too: one name that is missing, and the request is never made.", Fetch + "§4.8");

    /// <summary>Caches may mix up origins.</summary>
    public static readonly BrowserRule VaryMissing = new("cors_vary_missing",
        "An answer that differs by origin says Vary: Origin; otherwise a cache gives one origin's permission to another.", Fetch + "\"CORS protocol and HTTP caches\"");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BrowserRule> All { get; } =
        [OriginMissing, OriginOther, OriginWildcard, CredentialsMissing, PreflightStatus, MethodMissing, HeaderMissing, TracingHeaderMissing, VaryMissing];
}
