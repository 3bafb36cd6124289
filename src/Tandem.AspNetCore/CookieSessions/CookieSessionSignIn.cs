using System.Globalization;

using Tandem.Accounts;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.AspNetCore.Passwords;
using Tandem.AspNetCore.Refresh;
using Tandem.CookieSessions;
using Tandem.Operations;
using Tandem.Passwords;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.SignIn;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>Signs people in and out by pages of the application. Inject it where a form is handled.</summary>
public sealed class CookieSessionSignIn
{
    private readonly SignInService signIns;
    private readonly KnownDevices devices;
    private readonly RefreshCredentials credentials;
    private readonly CookieSessionService sessions;
    private readonly SessionCookies cookies;
    private readonly OriginCheck origins;
    private readonly CsrfCheck csrf;
    private readonly RateLimits limits;
    private readonly TandemMetrics metrics;
    private readonly RefusalLog refusals;
    private readonly OriginRefusals foreignPages;
    private readonly CsrfRefusals csrfRefusals;
    private readonly InstallationClock clock;

    internal CookieSessionSignIn(
        SignInService signIns, KnownDevices devices, RefreshCredentials credentials, CookieSessionService sessions, SessionCookies cookies,
        OriginCheck origins, CsrfCheck csrf, RateLimits limits, TandemMetrics metrics, RefusalLog refusals, OriginRefusals foreignPages, CsrfRefusals csrfRefusals,
        InstallationClock clock)
    {
        this.signIns = signIns;
        this.devices = devices;
        this.credentials = credentials;
        this.sessions = sessions;
        this.cookies = cookies;
        this.origins = origins;
        this.csrf = csrf;
        this.limits = limits;
        this.metrics = metrics;
        this.refusals = refusals;
        this.foreignPages = foreignPages;
        this.csrfRefusals = csrfRefusals;
        this.clock = clock;
    }

    /// <summary>
    /// Begins a session of whoever has this address and password, and ends the one that the browser had. Redirect afterwards: the page
    /// that handles the form is still nobody's.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="email">The address, as typed.</param>
    /// <param name="password">The password, as typed.</param>
    /// <param name="rememberMe">False for a cookie that ends with the browser session.</param>
    /// <exception cref="HashingBusyException">Too many passwords are waiting; answered 503 <c>busy</c>.</exception>
    /// <exception cref="StorageUnavailableException">The store could not answer; answered 503 <c>storage_unavailable</c>.</exception>
    public async Task<SignInOutcome> SignInAsync(HttpContext context, string? email, string? password, bool rememberMe = true)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.Headers.CacheControl = "no-store";
        var caller = context.Caller();
        // Before anything that is written: also what a foreign page has its visitors send.
        if (limits.Exceeds(context, RateLimitGroup.Login) is { } wait)
        {
            await refusals.ReportAsync(new RateLimited("login") { At = clock.UtcNow, Context = caller.Context }, CancellationToken.None);
            context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return SignInOutcome.TooMany;
        }

        // A foreign page must not be able to sign its visitor in as somebody else (login CSRF).
        if (!origins.IsOurs(context.Request))
        {
            context.Features.Set(OriginErrors.OriginNotAllowed);
            await foreignPages.ReportOwnPageAsync(context, context.RequestAborted);
            return SignInOutcome.ForeignPage;
        }

        if (email is null || !EmailAddress.IsValid(email.Trim()) || !PasswordForm.TryRead(password, out var bytes))
            return SignInOutcome.Refused;
        var formers = cookies.Read(context.Request, out _);
        var request = new SignInRequest(email, bytes, SessionDelivery.Session, rememberMe)
        {
            Devices =
            [
                .. formers.Select(former => new DeviceToken(former.SessionId, former.Secret)),
                .. devices.Read(credentials.Of(context.Request, bodyToken: null)),
            ],
        };
        var started = metrics.Start();
        var grant = await signIns.SignInAsync(request, caller, context.RequestAborted);
        metrics.Login(grant is not null, started);
        if (grant is null)
            return SignInOutcome.Refused;

        // ASVS 7.2.4: what the browser had before ends with it.
        foreach (var former in formers)
            await sessions.EndAsync(former, caller, CancellationToken.None);
        cookies.Set(context.Response, sessions.TokenOf(grant), grant.Session, grant.At);
        return SignInOutcome.SignedIn;
    }

    /// <summary>
    /// Ends the session of the browser's cookie and clears it. Signing out twice is no fault. A request that no page of the session sent, or a
    /// form of it without the CSRF token (see <see cref="CsrfExtensions.CsrfToken"/>), is answered 403 <c>csrf_token_invalid</c>.
    /// </summary>
    /// <returns>True: nobody is signed in any more.</returns>
    /// <exception cref="BadHttpRequestException">The request was not meant by a page of the session; answered 403 <c>csrf_token_invalid</c>.</exception>
    /// <exception cref="InvalidOperationException">The request is one that must change nothing, such as GET: sign out by a form.</exception>
    /// <exception cref="StorageUnavailableException">The end could not be made durable; answered 503, and the cookie is left.</exception>
    public async Task<bool> SignOutAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (OriginCheck.IsSafe(context.Request))
            throw new InvalidOperationException("Sign out by POST: a link would let every page, and every prefetch, sign its visitor out.");
        if (!origins.IsOurs(context.Request))
            throw csrfRefusals.Refuse(context);
        var tokens = cookies.Read(context.Request, out var anyKeyNotLoaded);
        foreach (var token in tokens)
        {
            if (!await csrf.IsMeantAsync(context, token))
                throw csrfRefusals.Refuse(context);
        }

        foreach (var token in tokens)
            await sessions.EndAsync(token, context.Caller(), context.RequestAborted);
        if (anyKeyNotLoaded)
            throw new StorageUnavailableException("A session cookie was made with a master key that is not loaded on this node.");
        cookies.Clear(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        return true;
    }
}
