using System.Text.Encodings.Web;

using Microsoft.AspNetCore.Authentication;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>
/// Accepts access tokens, in <c>Authorization: Bearer</c> only (RFC 6750 §2.1), and tickets in their place where an endpoint allows
/// them; answers 401 and 403 as problem details.
/// </summary>
internal sealed class TandemBearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IAccessTokenCheck check)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string Prefix = "Bearer ";
    private CheckedAccessToken refused = CheckedAccessToken.Refused(ErrorCodes.AccessTokenMissing);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        CheckedAccessToken answer;
        if (Read(Request) is { } presented)
            answer = await check.CheckAsync(presented, Context.RequestAborted);
        else if (PresentedTicket.Of(Context) is { } ticket)
            answer = await check.RedeemAsync(ticket.Text, Context.RequestAborted);
        else
            return AuthenticateResult.NoResult();

        if (answer.Token is not { } token)
        {
            refused = answer;
            return AuthenticateResult.Fail(answer.Refusal.Title);
        }

        if (PresentedTicket.IsAllowed(Context))
            check.EndWithSession(Context, token);
        Context.Features.Set(token);
        return AuthenticateResult.Success(new AuthenticationTicket(
            TandemPrincipal.Create(Scheme.Name, token.Subject, token.SessionId, token.Roles, token.Email), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var refusal = refused.Refusal;
        // Nothing is wrong with the token as far as anybody knows: no challenge, or a client would throw it away.
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
            return Problem.WriteTransientAsync(Context, refusal, refused.RetryAfter);
        // RFC 6750 §3.1: no error code where no token was sent.
        Response.Headers.WWWAuthenticate = refusal == ErrorCodes.AccessTokenMissing
            ? "Bearer"
            : $"Bearer error=\"invalid_token\", error_description=\"{refusal.Title}\"";
        return Problem.WriteAsync(Context, refusal);
    }

    protected override async Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (Context.Features.Get<AccessToken>() is { } token)
            await check.RecordDenialAsync(Context, token);
        Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        await Problem.WriteAsync(Context, ErrorCodes.Forbidden);
    }

    /// <summary>The presented access token, or null when the request has none in the header.</summary>
    public static string? Read(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        return header.Count == 1 && header[0]!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[0]![Prefix.Length..] : null;
    }
}
