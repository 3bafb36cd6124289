namespace Tandem.Setups.Testing;

/// <summary>
/// Pages of one host and an API of another, as somebody may have set them up. As it stands it is sound. In its texts <c>{page}</c> stands for
/// the page's origin, and <c>{token}</c> for the refresh token.
/// </summary>
public sealed record BackEnd
{
    public const string Page = "crm.example.com";

    /// <summary>Host of the API.</summary>
    public string Api { get; init; } = "api.example.com";

    /// <summary>Host the page sends its refresh to; null for the API's.</summary>
    public string? RefreshHost { get; init; }

    /// <summary>Host of a page that shows the front end in a frame.</summary>
    public string? FramedBy { get; init; }

    /// <summary>Whether page and API are served over plain HTTP.</summary>
    public bool IsPlainHttp { get; init; }

    /// <summary>The certificate's kind.</summary>
    public CertificateKind Certificate { get; init; }

    /// <summary>A real Express back end: its options as JSON. Null: Kestrel, with what stands below.</summary>
    public string? Express { get; init; }

    /// <summary>Who is allowed; <c>{page}</c> alone is a list that others are not on.</summary>
    public string? AllowOrigin { get; init; } = "{page}";

    public bool AllowCredentials { get; init; } = true;

    public bool VariesByOrigin { get; init; } = true;

    /// <summary>Whether only successful answers carry CORS headers.</summary>
    public bool ErrorsLackCors { get; init; }

    /// <summary>The challenge of a 401, as verifiers of other makers send it: without a body.</summary>
    public string? Challenge { get; init; }

    /// <summary>Where preflights are redirected to.</summary>
    public string? RedirectsPreflightTo { get; init; }

    /// <summary>Where all other requests are redirected to.</summary>
    public string? RedirectsTo { get; init; }

    /// <summary>The cookie of the sign-in; null where a proxy strips it.</summary>
    public string? Cookie { get; init; } = "refreshToken={token}; Max-Age=604800; Path=/; Secure; HttpOnly; SameSite=Lax";

    /// <summary>The cookie of a refresh, if it is not set as the one of the sign-in.</summary>
    public string? CookieOfRefresh { get; init; }

    /// <summary>Headers of every answer, such as those of a cache.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string> { ["Cache-Control"] = "no-store" };

    /// <summary>How far the server's clock is ahead.</summary>
    public TimeSpan ClockAhead { get; init; }

    /// <summary>Whether a page of HTML answers in the API's place.</summary>
    public bool AnswersHtml { get; init; }

    /// <summary>Where the endpoints really are, after a proxy cut a prefix off.</summary>
    public string BasePath { get; init; } = "/api/auth";
}
