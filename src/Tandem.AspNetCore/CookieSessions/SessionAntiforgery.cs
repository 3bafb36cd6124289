using Microsoft.AspNetCore.Antiforgery;

using Tandem.AspNetCore.Browsers;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>
/// What Razor's forms and filters ask: the session's CSRF token for a form, and whether a request comes from a page of this application.
/// Whether it has the token is not asked again: without it the request is nobody's.
/// </summary>
internal sealed class SessionAntiforgery(OriginCheck origins) : IAntiforgery
{
    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => GetTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) =>
        new(httpContext.CsrfToken(), null, TandemSessionDefaults.CsrfField, TandemSessionDefaults.CsrfHeader);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) =>
        Task.FromResult(OriginCheck.IsSafe(httpContext.Request) || origins.IsOurs(httpContext.Request));

    public async Task ValidateRequestAsync(HttpContext httpContext)
    {
        if (!await IsRequestValidAsync(httpContext))
            throw new AntiforgeryValidationException("The request was made by a page of another origin.");
    }

    public void SetCookieTokenAndHeader(HttpContext httpContext)
    {
        // There is no such cookie: the session's own has the secret.
    }
}
