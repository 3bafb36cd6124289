using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>
/// Tells the developer of a page that one of its forms lacks the CSRF token: whoever sent it is told to load the page again, which does not
/// help. One warning a minute; requests of foreign pages are none, they are what the token is for.
/// </summary>
internal sealed partial class CsrfRefusals(OriginCheck origins, TimeProvider time, ILogger<CsrfRefusals> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? last;

    /// <summary>Notes a request that was refused, and makes the exception that answers it.</summary>
    public ProblemException Refuse(HttpContext context)
    {
        Note(context);
        return new(CookieSessionErrors.CsrfTokenInvalid);
    }

    /// <summary>Notes a request that was refused for want of the token.</summary>
    public void Note(HttpContext context)
    {
        if (!origins.IsOurs(context.Request) || !IsDue())
            return;
        NoToken(context.Request.Method, RequestLogMiddleware.Printable(context.Request.Path), Page(context.Request), TandemSessionDefaults.CsrfField,
            TandemSessionDefaults.CsrfHeader);
    }

    private string Page(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && origins.IsOurs(page.GetLeftPart(UriPartial.Authority))
            ? RequestLogMiddleware.Printable(PathString.FromUriComponent(page))
            : "unknown";

    private bool IsDue()
    {
        lock (gate)
        {
            if (last is { } at && time.GetElapsedTime(at) < Pause)
                return false;
            last = time.GetTimestamp();
            return true;
        }
    }

    [LoggerMessage(1181, LogLevel.Warning,
        "{Method} {Path} was refused (csrf_token_invalid): it came from a page of this application ({Page}) without the CSRF token of the session. Razor adds the token to "
        + "<form method=\"post\"> without an action, with asp-page or asp-action, or with asp-antiforgery=\"true\". Elsewhere put Context.CsrfToken() into the field {Field} of the form, "
        + "or into the header {Header}")]
    private partial void NoToken(string method, string path, string page, string field, string header);
}
