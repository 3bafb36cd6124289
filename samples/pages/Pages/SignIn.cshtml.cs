using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

using Tandem.AspNetCore.CookieSessions;

namespace PagesSample.Pages;

public sealed class SignInModel(CookieSessionSignIn signIn) : PageModel
{
    [BindProperty(SupportsGet = true, Name = TandemSessionDefaults.ReturnUrlParameter)]
    public string? ReturnUrl { get; set; }

    public string? Email { get; private set; }

    public string? Message { get; private set; }

    public async Task<IActionResult> OnPostAsync(string? email, string? password, bool remember)
    {
        var outcome = await signIn.SignInAsync(HttpContext, email, password, remember);
        if (outcome is SignInOutcome.SignedIn)
            return LocalRedirect(Tandem.AspNetCore.CookieSessions.ReturnUrl.OrHome(ReturnUrl));
        Email = email;
        Message = outcome switch
        {
            SignInOutcome.TooMany => "Too many attempts. Wait a minute, then try again.",
            SignInOutcome.ForeignPage => "That form was sent by another site. Sign in here.",
            _ => "Address or password is wrong.",
        };
        return Page();
    }
}
