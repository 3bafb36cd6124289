using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

using Tandem.AspNetCore.CookieSessions;

namespace PagesSample.Pages;

/// <summary>Whoever is signed out already is not asked to sign in for signing out.</summary>
[AllowAnonymous]
public sealed class SignOutModel(CookieSessionSignIn signIn) : PageModel
{
    public async Task<IActionResult> OnPostAsync()
    {
        // A form without the CSRF token goes no further: 403, and a warning that names its page.
        await signIn.SignOutAsync(HttpContext);
        return LocalRedirect("/signin");
    }
}
