using System.Text.RegularExpressions;

using Tandem.Browsers.Cookies;
using Tandem.Browsers.Cors;
using Tandem.Browsers.Doctor;
using Tandem.Browsers.Sites;

namespace Tandem.Server.Doctor.Live;

/// <summary>Asks the API what a page would ask it, in the order in which a page would, and reviews what came.</summary>
internal sealed partial class LiveCheck(Setup setup, LiveSettings settings, LiveProbe probe)
{
    // Nobody's origin (RFC 2606): who is allowed because they ask is found out by it.
    private static readonly Origin Stranger = Origin.Of(new("https://doctor-check.invalid"));
    private const int MostRequests = 10;
    private const string OriginNotAllowed = "origin_not_allowed";
    private static readonly string[] Usual = ["authorization", "content-type"];

    private readonly List<Finding> causes = [];
    private readonly List<Finding> consequences = [];
    private readonly bool isCrossOrigin = setup.Page.Origin != (setup.RefreshApi ?? setup.Api);
    private IReadOnlyList<SetCookieHeader> cookies = [];

    /// <summary>Asks, and reviews.</summary>
    public static async Task<SetupReview> RunAsync(Setup setup, LiveSettings settings, CancellationToken cancellationToken)
    {
        using var probe = new LiveProbe(setup, settings, TimeProvider.System);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout * MostRequests);
        var check = new LiveCheck(setup, settings, probe);
        await check.AskAsync(limit.Token);
        var review = SetupReview.Of(setup with { Cookies = check.cookies });
        return review with { Findings = SetupReview.Sort([.. check.causes, .. review.Findings, .. check.consequences]) };
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LookAsync(cancellationToken);
            if (settings.LoginBody is null)
                return;
            if (setup.Api is { IsSecure: false, IsLoopback: false })
                await Console.Error.WriteLineAsync("No sign-in over plain HTTP: the password could be read on the way.");
            else
                await SignInAsync(cancellationToken);
        }
        catch (LiveFailure failure)
        {
            causes.Add(failure.Finding);
        }
    }

    // Without an account: preflights, and a refresh that has no cookie.
    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var refresh = Url(setup.RefreshApi ?? setup.Api, setup.RefreshPath);
        var preflight = isCrossOrigin ? await PreflightAsync(refresh, setup.Page.Origin, cancellationToken) : null;
        var bare = await PostAsync(refresh, null, null, cancellationToken);
        if (preflight is { IsRedirect: true })
            causes.AddRange(CorsFindings.OfPreflight(setup.Page.Origin, preflight));
        Add(ResponseFindings.OfAddress(bare));
        Add(ResponseFindings.OfCache(bare));
        if (causes.Count == 0 && preflight is not null)
            await LookAtCorsAsync(refresh, preflight, bare, cancellationToken);
        if (causes.Count == 0)
            await LookAtProxyAsync(refresh, bare, cancellationToken);
        Add(ResponseFindings.OfStorage(bare));
        Add(ResponseFindings.OfClock(bare));
    }

    private async Task LookAtProxyAsync(Uri refresh, LiveResponse bare, CancellationToken cancellationToken)
    {
        var large = await TryAsync(probe.SendAsync(HttpMethod.Post, refresh, setup.Page.Origin, [ProxyFindings.LongCookie, ProxyFindings.LongToken], null, cancellationToken));
        Add(ProxyFindings.OfHeaderLimit(bare, large));
        Add(ProxyFindings.OfRepeat(bare, large));
        Add(ProxyFindings.OfLength(bare, await TryAsync(probe.PostWithoutLengthAsync(refresh, setup.Page.Origin, cancellationToken))));
    }

    private async Task LookAtCorsAsync(Uri refresh, LiveResponse preflight, LiveResponse bare, CancellationToken cancellationToken)
    {
        causes.AddRange(CorsFindings.OfPreflight(setup.Page.Origin, preflight));
        var unreadable = CorsFindings.OfResponse(setup.Page.Origin, bare).ToList();
        if (causes.Count > 0 || unreadable.Any(finding => finding.Id == LiveRule.CorsDoubled.Id))
            causes.AddRange(unreadable);
        else if (unreadable.FirstOrDefault() is { } first)
            Add(LiveRule.CorsErrorsUnreadable.Found(FindingSeverity.Error, first.Seen,
                "Send the CORS headers with every status. nginx: `add_header Access-Control-Allow-Origin ... always;` in Express: `app.use(cors(...))` before the routes"));
        // Asked for by itself: some servers refuse a preflight altogether for a header they do not know.
        if (causes.Count == 0)
            Add(CorsFindings.OfTracing(await PreflightAsync(refresh, setup.Page.Origin, cancellationToken, [.. Usual, .. CorsPlan.TracingHeaders])));
        var toStranger = await PreflightAsync(refresh, Stranger, cancellationToken);
        Add(CorsFindings.OfAnyOrigin(Stranger, toStranger));
        Add(CorsFindings.OfVary(bare, toStranger));
        Add(CorsFindings.OfChallenge(bare));
    }

    private async Task SignInAsync(CancellationToken cancellationToken)
    {
        var response = await PostAsync(Url(setup.Api, setup.LoginPath), null, settings.LoginBody, cancellationToken, [("X-Forwarded-For", ProxyFindings.ForgedAddress)]);
        if (!response.IsSuccess)
        {
            Add(LiveRule.SignInFailed.Found(FindingSeverity.Error, $"{response.Request} was answered {response.Status}{response.Code}.",
                response.IsRedirect ? $"Call the API by the address it redirects to: {response.Location}"
                : response.Member("code") == OriginNotAllowed ? $"The server does not list the page. Add it: `{ListingLine(response)}`"
                : "Check the account, its password and --login-path. An account with a second factor cannot be used here."));
            return;
        }

        if (isCrossOrigin)
            causes.AddRange(CorsFindings.OfResponse(setup.Page.Origin, response));
        Add(response.IsHtml ? ResponseFindings.OfAddress(response) : null);
        Add(ResponseFindings.OfMerged(response));
        Add(ResponseFindings.OfStorage(response));
        Add(ResponseFindings.OfClock(response));
        cookies = ReceivedCookies.Find(response, setup.LoginPath, settings.CookieName);
        if (cookies.Count == 0)
            Add(ReceivedCookies.Missing(response));
        else
            Add(ReceivedCookies.Rewritten(setup, cookies[^1]));
        if (setup.LoginPath.EndsWith("/login", StringComparison.Ordinal) && response.Member("accessToken") is { } accessToken)
            Add(ProxyFindings.OfSessions(await TryAsync(probe.SendAsync(HttpMethod.Get, Url(setup.Api, setup.LoginPath[..^"login".Length] + "sessions"), setup.Page.Origin, [Bearer(accessToken)], null, cancellationToken))));
        await RefreshAsync(response, cancellationToken);
    }

    private async Task RefreshAsync(LiveResponse login, CancellationToken cancellationToken)
    {
        var received = ReceivedCookies.Kept(login, setup.LoginPath);
        var latest = received;
        if (cookies.Count > 0 && SetupReview.Of(setup with { Cookies = cookies }).Browsers.Any(browser => browser.Arrives))
        {
            var response = await PostAsync(Url(setup.RefreshApi ?? setup.Api, setup.RefreshPath), CookieLine(received), null, cancellationToken);
            if (!response.IsSuccess)
                consequences.Add(LiveRule.RefreshFailed.Found(FindingSeverity.Error, $"{response.Request} with the cookie of the sign-in was answered {response.Status}{response.Code}.",
                    "See the server's log for this request: the cookie was sent as a browser sends it, so the cause is on the server or in a proxy that drops Cookie."));
            else if (isCrossOrigin)
                causes.AddRange(CorsFindings.OfResponse(setup.Page.Origin, response));
            Add(ResponseFindings.OfCache(response));
            Add(ResponseFindings.OfStorage(response));
            Add(ResponseFindings.OfMerged(response));
            cookies = [.. cookies, .. ReceivedCookies.Find(response, setup.RefreshPath, cookies[0].Name)];
            // Of one name what came last: where it lies in several places the review says so.
            var renewed = ReceivedCookies.All(response);
            latest = [.. received.Where(cookie => renewed.All(newer => newer.Name != cookie.Name)), .. ReceivedCookies.Kept(response, setup.RefreshPath)];
        }

        await SignOutAsync(latest, login.Member("accessToken"), cancellationToken);
    }

    // With the number that is free there, which the server says.
    private string ListingLine(LiveResponse response) =>
        response.Member("detail")?.Split(' ').FirstOrDefault(word => Listing().IsMatch(word) && word.EndsWith($"={setup.Page.Origin}", StringComparison.Ordinal)) ?? setup.ListingLine;

    [GeneratedRegex("^Tandem__Frontends__[0-9]{1,4}=")]
    private static partial Regex Listing();

    // Nothing is to be left behind, whatever a browser would have made of the cookie.
    private async Task SignOutAsync(IReadOnlyList<SetCookieHeader> held, string? accessToken, CancellationToken cancellationToken)
    {
        var response = await PostAsync(Url(setup.Api, settings.LogoutPath), CookieLine(held), null, cancellationToken, accessToken is null ? [] : [Bearer(accessToken)]);
        if (!response.IsSuccess)
            consequences.Add(LiveRule.LogoutFailed.Found(FindingSeverity.Warning, $"{response.Request} was answered {response.Status}{response.Code}: the session of this check may still live.",
                "Give the path of the sign-out with --logout-path, and end the session."));
    }

    private static (string Name, string Value) Bearer(string accessToken) => ("Authorization", $"Bearer {accessToken}");

    // What is asked beyond what a page asks may go unanswered: that is what is looked at.
    private static async Task<LiveResponse?> TryAsync(Task<LiveResponse> asking)
    {
        try
        {
            return await asking;
        }
        catch (LiveFailure)
        {
            return null;
        }
    }

    // Browsers sort the names (Fetch Standard §4.8).
    private Task<LiveResponse> PreflightAsync(Uri url, Origin origin, CancellationToken cancellationToken, IReadOnlyList<string>? headers = null) => probe.SendAsync(HttpMethod.Options, url, origin,
        [("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", string.Join(',', (headers ?? Usual).Order(StringComparer.Ordinal)))], null, cancellationToken);

    private Task<LiveResponse> PostAsync(
        Uri url, string? cookie, byte[]? json, CancellationToken cancellationToken, IEnumerable<(string Name, string Value)>? more = null) =>
        probe.SendAsync(HttpMethod.Post, url, setup.Page.Origin, [.. more ?? [], .. cookie is { Length: > 0 } ? [("Cookie", cookie)] : Array.Empty<(string, string)>()], json, cancellationToken);

    private static string CookieLine(IEnumerable<SetCookieHeader> held) => string.Join("; ", held.Select(cookie => $"{cookie.Name}={cookie.Value}"));

    private static Uri Url(Origin origin, string path) => new(origin + path);

    private void Add(Finding? finding)
    {
        if (finding is not null)
            causes.Add(finding);
    }
}
