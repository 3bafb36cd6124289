using Tandem.Browsers.Sites;

namespace Tandem.Browsers;

/// <summary>A request that a page sends.</summary>
/// <param name="From">The page.</param>
/// <param name="Target">Where to.</param>
/// <param name="Path">Path of the request.</param>
internal sealed record PageRequest(Page From, Origin Target, string Path)
{
    /// <summary>What sends it.</summary>
    public RequestKind Kind { get; init; } = RequestKind.Fetch;

    /// <summary>Method; upper case.</summary>
    public string Method { get; init; } = "POST";

    /// <summary>Credentials of a fetch.</summary>
    public CredentialsMode Credentials { get; init; } = CredentialsMode.Include;

    /// <summary>Whether cookies are stored and sent at all.</summary>
    public bool WithCredentials => Kind != RequestKind.Fetch || Credentials switch
    {
        CredentialsMode.Include => true,
        CredentialsMode.SameOrigin => From.Origin == Target,
        _ => false,
    };

    /// <summary>Whether the target is the same site as the page and everything around it; for a navigation, as the page.</summary>
    public bool IsSameSite(bool schemeful) => Kind == RequestKind.Navigation
        ? Site.Of(From.Origin).IsSameAs(Site.Of(Target), schemeful)
        : From.To(Target, schemeful) != OriginRelation.CrossSite;

    /// <summary>Whether the request goes to another site than the address bar shows; a navigation changes what it shows.</summary>
    public bool IsThirdParty(bool schemeful) => Kind != RequestKind.Navigation && !IsSameSite(schemeful);

    /// <summary>
    /// The value of <c>Sec-Fetch-Site</c> (Fetch Metadata §2.3): it regards the page alone, not what it is framed by. All browsers take the scheme in.
    /// </summary>
    public string SecFetchSite => From.Origin == Target ? "same-origin"
        : Site.Of(From.Origin).IsSameAs(Site.Of(Target), schemeful: true) ? "same-site"
        : "cross-site";
}

/// <summary>The <c>credentials</c> of a <c>fetch</c> (Fetch Standard §2.2.5).</summary>
internal enum CredentialsMode
{
    /// <summary><c>omit</c>.</summary>
    Omit,

    /// <summary><c>same-origin</c>: the default.</summary>
    SameOrigin,

    /// <summary><c>include</c>.</summary>
    Include,
}

/// <summary>What makes a page send a request.</summary>
internal enum RequestKind
{
    /// <summary><c>fetch</c> or <c>XMLHttpRequest</c>.</summary>
    Fetch,

    /// <summary>The handshake of a WebSocket: credentials go along, and CORS does not apply.</summary>
    WebSocket,

    /// <summary>A link or a form that opens a page in the tab.</summary>
    Navigation,
}
