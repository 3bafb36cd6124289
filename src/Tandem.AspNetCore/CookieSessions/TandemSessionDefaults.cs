namespace Tandem.AspNetCore.CookieSessions;

/// <summary>Names of the cookie session's scheme, and of what its forms and scripts send.</summary>
public static class TandemSessionDefaults
{
    /// <summary>The authentication scheme. Claims are those of the bearer scheme.</summary>
    public const string AuthenticationScheme = "TandemSession";

    /// <summary>The request header with the CSRF token, for htmx and <c>fetch</c>.</summary>
    public const string CsrfHeader = "X-CSRF-Token";

    /// <summary>The form field with the CSRF token.</summary>
    public const string CsrfField = "csrf_token";

    /// <summary>The query parameter of the sign-in page that says where to go afterwards; read it with <see cref="ReturnUrl.OrHome"/>.</summary>
    public const string ReturnUrlParameter = "returnUrl";
}
