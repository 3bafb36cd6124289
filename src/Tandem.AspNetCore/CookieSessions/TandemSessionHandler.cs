using System.Text.Encodings.Web;

using Microsoft.AspNetCore.Authentication;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.CookieSessions;
using Tandem.Operations;
using Tandem.Platform;
using Tandem.SecurityEvents;
using Tandem.Sessions;

namespace Tandem.AspNetCore.CookieSessions;

/// <summary>
/// Accepts the cookie of cookie sessions. A request that may change something and does not show the session's CSRF token is not signed in:
/// no page can forget to ask for it.
/// </summary>
internal sealed class TandemSessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SessionCookies cookies, CsrfCheck csrf,
    CookieSessionService sessions, SignInRedirect redirect, CsrfRefusals csrfRefusals, IOptions<AccessTokenOptions> accessTokens, RefusalLog refusals, InstallationClock clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private ErrorCode refused = CookieSessionErrors.SessionMissing;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        try
        {
            var tokens = cookies.Read(Request, out var anyKeyNotLoaded);
            foreach (var token in tokens)
            {
                if (!await csrf.IsMeantAsync(Context, token))
                {
                    refused = CookieSessionErrors.CsrfTokenInvalid;
                    continue;
                }

                var resumed = await sessions.ResumeAsync(token, Context.Caller(), Context.RequestAborted);
                if (resumed.Stored is { } stored)
                    return Accept(token, stored, resumed);
                refused = PresentedCookieSession.CodeOf(resumed.Refusal!.Value);
            }

            if (anyKeyNotLoaded)
                throw new StorageUnavailableException("A session cookie was made with a master key that is not loaded on this node.");
        }
        catch (StorageUnavailableException exception)
        {
            // A page for everybody is served all the same; what needs to know who asks answers 503.
            refused = ErrorCodes.StorageUnavailable;
            return AuthenticateResult.Fail(exception);
        }

        return refused == CookieSessionErrors.SessionMissing ? AuthenticateResult.NoResult() : AuthenticateResult.Fail(refused.Title);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (refused == ErrorCodes.StorageUnavailable)
            return DeferredProblem.WriteLastAsync(Context, refused, retryAfter: ServiceFaults.RetryStorage);
        if (refused != CookieSessionErrors.CsrfTokenInvalid)
            return redirect.WriteAsync(Context, refused);
        csrfRefusals.Note(Context);
        return DeferredProblem.WriteLastAsync(Context, refused);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<PresentedCookieSession>() is { Stored: { } stored })
        {
            var denied = new AccessDenied(stored.Account.Id, stored.Session.Id, Request.Method, Request.Path.ToUriComponent())
            {
                At = clock.UtcNow,
                Context = Context.Caller().Context,
            };
            try
            {
                await refusals.ReportAsync(denied, Context.RequestAborted);
            }
            catch (StorageUnavailableException)
            {
                await Problem.WriteTransientAsync(Context, ErrorCodes.StorageUnavailable, ServiceFaults.RetryStorage);
                return;
            }
        }

        await DeferredProblem.WriteLastAsync(Context, ErrorCodes.Forbidden);
    }

    private AuthenticateResult Accept(CookieSessionToken token, StoredSession stored, ResumedSession resumed)
    {
        Context.Features.Set(new PresentedCookieSession(token, stored));
        TandemRequest.Authenticated(Context);
        if ((resumed.Renewed ?? (cookies.AreWithoutSuffix(Request) ? sessions.TokenOf(token) : null)) is { } renewed)
            cookies.Set(Response, renewed, stored.Session, resumed.At);
        Response.OnStarting(static state =>
        {
            var headers = ((HttpResponse)state).Headers;
            if (headers.CacheControl.Count == 0)
                headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, Response);
        var account = stored.Account;
        var principal = TandemPrincipal.Create(
            Scheme.Name, account.Id, stored.Session.Id, account.Roles, accessTokens.Value.Claims.Contains("email") ? account.Email : null);
        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
    }
}
