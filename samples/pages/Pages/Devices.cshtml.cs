using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

using Tandem.AspNetCore.CookieSessions;

namespace PagesSample.Pages;

public sealed class DevicesModel(OwnSessions own) : PageModel
{
    public IReadOnlyList<OwnSession> Sessions { get; private set; } = [];

    public async Task OnGetAsync() => Sessions = await own.ListAsync(HttpContext);

    public async Task<IActionResult> OnPostEndAsync(Guid id)
    {
        await own.EndAsync(HttpContext, id);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostEndOthersAsync()
    {
        await own.EndOthersAsync(HttpContext);
        return RedirectToPage();
    }
}
