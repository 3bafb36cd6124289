using Tandem.Platform;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>The CSRF token of a page.</summary>
public static class CsrfExtensions
{
    /// <summary>
    /// A CSRF token of the cookie session of this request, for the header <see cref="TandemSessionDefaults.CsrfHeader"/> or the field
    /// <see cref="TandemSessionDefaults.CsrfField"/>; empty when nobody is signed in. Forms of Razor have it by themselves.
    /// </summary>
    public static string CsrfToken(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<PresentedCookieSession>() is { } presented
            ? Tandem.CookieSessions.CsrfToken.Create(presented.Token, context.RequestServices.GetRequiredService<SecureRandom>())
            : "";
    }
}
