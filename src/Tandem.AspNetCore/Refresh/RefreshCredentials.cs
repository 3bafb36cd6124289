using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;
using Tandem.Operations;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.SecurityEvents;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Finds the refresh tokens of a request, and whether the page that sent it may use them.</summary>
internal sealed class RefreshCredentials(PublicAddress address, RefusalLog refusals, InstallationClock clock)
{
    /// <summary>All tokens: of every cookie by one of the names, then of the body.</summary>
    public static IReadOnlyList<PresentedToken> Of(HttpRequest request, string? bodyToken)
    {
        var values = new List<string>(1);
        foreach (var header in request.Headers.Cookie)
            CookieHeader.Read(header, RefreshCookie.Names, values);
        var tokens = new List<PresentedToken>(values.Count + 1);
        foreach (var value in values)
        {
            if (value.Length > 0)
                tokens.Add(new PresentedToken(value, FromCookie: true));
        }

        if (!string.IsNullOrEmpty(bodyToken))
            tokens.Add(new PresentedToken(bodyToken, FromCookie: false));
        return tokens;
    }

    /// <summary>
    /// Whether the request goes on. A cookie travels with requests of pages that are not ours; their <c>Origin</c> gives them away
    /// (browsers send it with every POST). A token in a body proves by itself that the page had it.
    /// </summary>
    public async Task<bool> AllowAsync(HttpContext context, bool usesCookie)
    {
        if (!usesCookie || address.Allows(context.Request))
            return true;

        var origin = context.Request.Headers.Origin.ToString();
        var shown = origin.Length <= 256 ? origin : origin[..256];
        await refusals.ReportAsync(
            new OriginRefused(shown, context.Request.Path.ToUriComponent()) { At = clock.UtcNow, Context = context.Caller().Context },
            context.RequestAborted);
        await Problem.WriteAsync(context, OriginErrors.OriginNotAllowed,
            Origin.TryParse(shown, out var page)
                ? $"{page} is not a configured origin. If the page is yours, add it: {address.LineFor(page)}"
                : null);
        return false;
    }
}
