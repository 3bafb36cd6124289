using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Browsers.Cookies;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Refresh;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Finds the refresh tokens of a request, and whether the page that sent it may use them.</summary>
internal sealed class RefreshCredentials(PublicAddress address, Installation installation, OriginRefusals refusals, InstallationClock clock)
{
    /// <summary>
    /// All tokens: of every cookie of the name that this deployment sets for the page, then of the body. A cookie of another name may have
    /// been planted by a host beside this one: it is read only where the configuration lists it, and only while the present one is absent.
    /// </summary>
    public IReadOnlyList<PresentedToken> Of(HttpRequest request, string? bodyToken)
    {
        var tokens = new List<PresentedToken>(1);
        Read(request, address.CookieFor(request).Name, tokens);
        foreach (var former in address.Cookies.Overrides.Former)
        {
            if (tokens.Count == 0 && clock.UtcNow < former.Until)
                Read(request, former.Name, tokens);
        }

        if (tokens.Count == 0 && address.Cookies.NameWithoutSuffix is not null)
            tokens.AddRange(WithoutSuffix(request));
        if (!string.IsNullOrEmpty(bodyToken))
            tokens.Add(new PresentedToken(bodyToken, FromCookie: false));
        return tokens;
    }

    /// <summary>The values of <c>Set-Cookie</c> that sign the browser of a request out.</summary>
    public IEnumerable<string> Clear(HttpRequest request) => address.Cookies.Clear(withoutSuffix: WithoutSuffix(request).Count > 0);

    /// <summary>
    /// Whether the request goes on. A cookie travels with requests of pages that are not ours; their <c>Origin</c> gives them away
    /// (browsers send it with every POST). A token in a body proves by itself that the page had it.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="setsCookie">Whether the response would set the cookie although the request need not have it; null where it reads it.</param>
    public async Task<bool> AllowAsync(HttpContext context, bool? setsCookie = null)
    {
        if (address.Allows(context.Request) || !(setsCookie ?? HasCookie(context.Request)))
            return true;

        var page = await refusals.ReportFrontendAsync(context, context.RequestAborted);
        await Problem.WriteAsync(context, OriginErrors.OriginNotAllowed,
            page is not null ? $"{page} is not a configured origin. If the page is yours, add it: {address.LineFor(page)}" : null);
        return false;
    }

    // By any of the names that are set or read, whichever page it was set for.
    private bool HasCookie(HttpRequest request)
    {
        var tokens = new List<PresentedToken>();
        foreach (var name in address.Cookies.Overrides.Former.Select(former => former.Name).Append(address.Cookies.OwnSite.Name).Append(address.Cookies.OtherSites.Name))
            Read(request, name, tokens);
        return tokens.Count > 0 || WithoutSuffix(request).Count > 0;
    }

    // On plain-HTTP loopback the name of before may as well be that of another installation on another port.
    private List<PresentedToken> WithoutSuffix(HttpRequest request)
    {
        var tokens = new List<PresentedToken>();
        if (address.Cookies.NameWithoutSuffix is { } name)
            Read(request, name, tokens);
        tokens.RemoveAll(token => RefreshTokenFormat.Of(installation).TryParse(token.Text, clock.UtcNow, out _) is RefreshTokenFault.Invalid or RefreshTokenFault.Foreign);
        return tokens;
    }

    private static void Read(HttpRequest request, string name, List<PresentedToken> tokens)
    {
        var values = new List<string>(1);
        foreach (var header in request.Headers.Cookie)
            CookieHeader.Read(header, name, values);
        foreach (var value in values)
        {
            if (value.Length > 0)
                tokens.Add(new PresentedToken(value, FromCookie: true));
        }
    }
}
