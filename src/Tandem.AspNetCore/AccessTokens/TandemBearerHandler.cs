using Microsoft.AspNetCore.Authentication;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Platform;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>
/// Accepts access tokens, in <c>Authorization: Bearer</c> only (RFC 6750 §2.1), and tickets in their place where an endpoint allows
/// them; answers 401 and 403 as problem details.
/// </summary>
/// <remarks>It has no options, events or forwarding, so it does without the framework's base class, which prepares them for each request.</remarks>
internal sealed class TandemBearerHandler(IAccessTokenCheck check) : IAuthenticationHandler
{
    private const string Prefix = "Bearer ";

    private HttpContext context = null!;
    private string scheme = TandemBearer.Scheme;
    private Task<AuthenticateResult>? authenticated;
    private CheckedAccessToken refused = CheckedAccessToken.Refused(ErrorCodes.AccessTokenMissing);

    public Task InitializeAsync(AuthenticationScheme scheme, HttpContext context)
    {
        this.scheme = scheme.Name;
        this.context = context;
        return Task.CompletedTask;
    }

    // Once for each request, however often it is asked for: a ticket is used up by it.
    public Task<AuthenticateResult> AuthenticateAsync() => authenticated ??= JudgeAsync();

    public Task ChallengeAsync(AuthenticationProperties? properties)
    {
        var refusal = refused.Refusal;
        // Nothing is wrong with the token as far as anybody knows: no challenge, or a client would throw it away.
        if (refusal.Status == StatusCodes.Status503ServiceUnavailable)
            return DeferredProblem.WriteLastAsync(context, refusal, retryAfter: refused.RetryAfter);
        // RFC 6750 §3.1: no error code where no token was sent.
        Challenge(refusal == ErrorCodes.AccessTokenMissing
            ? "Bearer"
            : $"Bearer error=\"invalid_token\", error_description=\"{refusal.Title}\"");
        return DeferredProblem.WriteLastAsync(context, refusal, refused.Detail);
    }

    public async Task ForbidAsync(AuthenticationProperties? properties)
    {
        try
        {
            if (context.Features.Get<AccessToken>() is { } token)
                await check.RecordDenialAsync(context, token);
        }
        catch (StorageUnavailableException) when (TandemRequest.IsApplications(context))
        {
            await Problem.WriteTransientAsync(context, ErrorCodes.StorageUnavailable, ServiceFaults.RetryStorage);
            return;
        }

        Challenge("Bearer error=\"insufficient_scope\"");
        await DeferredProblem.WriteLastAsync(context, ErrorCodes.Forbidden);
    }

    /// <summary>The presented access token, or null when the request has none in the header.</summary>
    public static string? Read(HttpRequest request) => TryRead(request, out var token) ? token.ToString() : null;

    // Beside the challenges of other schemes that the endpoint names.
    private void Challenge(string challenge)
    {
        if (!context.Response.HasStarted)
            context.Response.Headers.Append("WWW-Authenticate", challenge);
    }

    private static bool TryRead(HttpRequest request, out ReadOnlyMemory<char> token)
    {
        token = default;
        var header = request.Headers.Authorization;
        if (header.Count != 1 || !header[0]!.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return false;
        // RFC 9110 §11.4: one blank or more.
        token = header[0].AsMemory(Prefix.Length).TrimStart(' ');
        return true;
    }

    private async Task<AuthenticateResult> JudgeAsync()
    {
        CheckedAccessToken judged;
        try
        {
            if (TryRead(context.Request, out var presented))
                judged = await check.CheckAsync(presented, context.RequestAborted);
            else if (PresentedTicket.Of(context) is { } ticket)
                judged = await check.RedeemAsync(ticket.Text, context.RequestAborted);
            else
                return AuthenticateResult.NoResult();
        }
        catch (StorageUnavailableException) when (TandemRequest.IsApplications(context))
        {
            // Tandem's trouble is none of the application's error pages: whatever needs to know who asks answers 503.
            judged = CheckedAccessToken.Refused(ErrorCodes.StorageUnavailable) with { RetryAfter = ServiceFaults.RetryStorage };
        }

        if (judged.Token is not { } token)
        {
            refused = judged;
            return AuthenticateResult.Fail(judged.Refusal.Title);
        }

        context.Features.Set(token);
        TandemRequest.Authenticated(context);
        return AuthenticateResult.Success(new AuthenticationTicket(
            TandemPrincipal.Create(scheme, token.Subject, token.SessionId, token.Roles, token.Email), scheme));
    }
}
