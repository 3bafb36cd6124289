using System.Security.Claims;
using System.Text.Encodings.Web;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Pipeline;
using Tandem.AspNetCore.Problems;
using Tandem.Events;
using Tandem.Sessions;
using Tandem.Storage;
using Tandem.Time;

namespace Tandem.AspNetCore.Authentication;

/// <summary>
/// Accepts access tokens, in <c>Authorization: Bearer</c> only (RFC 6750 §2.1), and answers 401 and 403 as problem details.
/// </summary>
internal sealed class TandemBearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    AccessTokenValidator validator, DenySet denied, DeliveryConfirmations confirmations, IEventStore events, InstallationClock clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";
    private ErrorCode refusal = ErrorCodes.AccessTokenMissing;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Read(Request) is not { } presented)
            return Task.FromResult(AuthenticateResult.NoResult());

        var now = clock.UtcNow;
        var validation = validator.Validate(presented, now);
        if (validation.Fault is not AccessTokenFault.None)
            return Refuse(validation.Fault is AccessTokenFault.Expired ? ErrorCodes.AccessTokenExpired : ErrorCodes.AccessTokenInvalid);

        var token = validation.Token!;
        if (denied.RefusesSession(token))
            return Refuse(ErrorCodes.SessionRevoked);
        if (denied.RefusesAccount(token))
            return Refuse(ErrorCodes.AccessTokenInvalid);

        confirmations.Observe(token, now);
        Context.Features.Set(token);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(Principal(token), Scheme.Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        // RFC 6750 §3.1: no error code where no token was sent.
        Response.Headers.WWWAuthenticate = refusal == ErrorCodes.AccessTokenMissing
            ? "Bearer"
            : $"Bearer error=\"invalid_token\", error_description=\"{refusal.Title}\"";
        return Problem.WriteAsync(Context, refusal);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<AccessToken>() is { } token)
        {
            var caller = Context.Caller();
            await events.AppendAsync(
                new AccessDenied(token.Subject, token.SessionId, Request.Method, Request.Path.ToUriComponent()) { At = clock.UtcNow, Context = caller.Context },
                Context.RequestAborted);
        }

        Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        await Problem.WriteAsync(Context, ErrorCodes.Forbidden);
    }

    /// <summary>The presented access token, or null when the request has none in the header.</summary>
    public static string? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        return header.Count == 1 && header[0]!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[0]![Prefix.Length..] : null;
    }

    private Task<AuthenticateResult> Refuse(ErrorCode code)
    {
        refusal = code;
        return Task.FromResult(AuthenticateResult.Fail(code.Title));
    }

    private static ClaimsPrincipal Principal(AccessToken token)
    {
        var identity = new ClaimsIdentity(TandemBearer.Scheme, TandemBearer.SubjectClaim, TandemBearer.RolesClaim);
        identity.AddClaim(new Claim(TandemBearer.SubjectClaim, token.Subject.ToString()));
        identity.AddClaim(new Claim(TandemBearer.SessionClaim, token.SessionId.ToString()));
        foreach (var role in token.Roles)
            identity.AddClaim(new Claim(TandemBearer.RolesClaim, role));
        if (token.Email is not null)
            identity.AddClaim(new Claim("email", token.Email));
        return new ClaimsPrincipal(identity);
    }
}
