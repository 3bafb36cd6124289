using Microsoft.AspNetCore.Http.Extensions;

using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>Leads whoever is not signed in to the sign-in page, in the way that the asking program follows.</summary>
internal sealed class SignInRedirect(TandemSessionOptions options, OriginCheck origins)
{
    public Task WriteAsync(HttpContext context, ErrorCode refusal)
    {
        var response = context.Response;
        if (PageResponse.IsForHtmx(context.Request))
        {
            // htmx obeys it with every status that is no redirect; a redirect its request would follow by itself, unseen.
            response.Headers["HX-Redirect"] = Address(CurrentPage(context.Request));
            return DeferredProblem.WriteLastAsync(context, refusal);
        }

        if (!PageResponse.IsForBrowser(context.Request))
            return DeferredProblem.WriteLastAsync(context, refusal);
        response.Headers.CacheControl = "no-store";
        // What was sent to an address cannot be sent again by going there.
        response.Redirect(Address(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method)
            ? context.Request.GetEncodedPathAndQuery()
            : null));
        return Task.CompletedTask;
    }

    private string Address(string? returnUrl) => ReturnUrl.IsLocal(returnUrl)
        ? $"{options.SignInPath}?{TandemSessionDefaults.ReturnUrlParameter}={Uri.EscapeDataString(returnUrl!)}"
        : options.SignInPath;

    // The page that the request was made by, not the fragment it asked for.
    private string? CurrentPage(HttpRequest request) =>
        Uri.TryCreate(request.Headers["HX-Current-URL"], UriKind.Absolute, out var page)
        && origins.IsOurs(page.GetLeftPart(UriPartial.Authority)) ? page.PathAndQuery : null;
}
