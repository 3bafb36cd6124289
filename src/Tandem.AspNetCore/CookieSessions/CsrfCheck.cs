using Tandem.AspNetCore.Browsers;
using Tandem.CookieSessions;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>
/// Whether a request that came with a session's cookie was meant by a page of that session. Costs no look into the database: the token
/// is judged by the cookie's own secret.
/// </summary>
internal sealed class CsrfCheck(OriginCheck origins)
{
    /// <summary>Judges a request; one that its method promises to be safe passes.</summary>
    public async Task<bool> IsMeantAsync(HttpContext context, CookieSessionToken session)
    {
        var request = context.Request;
        // A script cannot give a WebSocket a header; that its page is ours has to be said, and is by every browser.
        if (OriginCheck.IsWebSocket(context))
            return request.Headers.Origin.Count == 1 && origins.IsOurs(request);
        if (OriginCheck.IsSafe(request))
            return true;
        return origins.IsOurs(request) && await TokenAsync(request) is { } token && CsrfToken.IsOf(session, token);
    }

    private static async Task<string?> TokenAsync(HttpRequest request)
    {
        var header = request.Headers[TandemSessionDefaults.CsrfHeader];
        if (header.Count > 0)
            return header.Count == 1 ? header[0] : null;
        if (!request.HasFormContentType)
            return null;
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return form.TryGetValue(TandemSessionDefaults.CsrfField, out var field) && field.Count == 1 ? field[0] : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // Not a form, cut off, or beyond the bounds of one.
            return null;
        }
    }
}
