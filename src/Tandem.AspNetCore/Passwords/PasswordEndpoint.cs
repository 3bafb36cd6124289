using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.AspNetCore.Refresh;
using Tandem.Passwords;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.AspNetCore.Passwords;

/// <summary>
/// <c>POST password/change</c>: the present password and a new one; the account's other sessions end. Where the request brings the asking
/// session's own refresh token, another session takes its place: a thief who has that token as well is out, too.
/// </summary>
internal sealed class PasswordEndpoint(
    PasswordService passwords, SessionReplacement replacements, RefreshCredentials credentials, TokenResponseWriter responses, IOptions<PasswordOptions> options)
    : IResource<PasswordEndpoint>
{
    public static void Map(ResourceRoutes<PasswordEndpoint> routes)
    {
        routes.UnderBase.MapAuthorized("POST", "/password/change", endpoint => endpoint.ChangeAsync, RateLimitGroup.Login)
            .WithName("changePassword").WithSummary("Change one's password")
            .Takes<PasswordChangeRequest>()
            .Responds<TokenResponse>()
            .Responds(StatusCodes.Status204NoContent)
            .Problems(PasswordErrors.InvalidCredentials, OriginErrors.OriginNotAllowed, ErrorCodes.RateLimited, ErrorCodes.Busy);
        routes.UnderBase.Only("/password/change", "POST");
    }

    private async Task ChangeAsync(HttpContext context)
    {
        if (await JsonBody.ReadAsync(context, PasswordsJson.Bodies.PasswordChangeRequest) is not { } request)
            return;
        if (Check(request, out var present, out var replacement) is { Count: > 0 } errors)
        {
            await Problem.WriteInvalidAsync(context, errors);
            return;
        }

        var presented = credentials.Of(context.Request, request.RefreshToken);
        if (!await credentials.AllowAsync(context, presented.Any(token => token.FromCookie)))
            return;
        var token = context.AccessToken();
        var own = await replacements.FindOwnAsync(presented, token.SessionId, context.RequestAborted);
        await ChangeAsync(context, new PasswordChange(token.Subject, token.SessionId, present, replacement), own);
    }

    private async Task ChangeAsync(HttpContext context, PasswordChange change, Session? own)
    {
        var caller = context.Caller();
        StartedSession? started = null;
        if (own is not null)
        {
            change = change with
            {
                Begin = async account => (started = await replacements.BeginAsync(own, account, caller)).Stored.Session.Id,
            };
        }

        if (!await passwords.ChangeAsync(change, caller, context.RequestAborted))
        {
            if (started is not null)
                await replacements.AbandonAsync(started, caller);
            await Problem.WriteAsync(context, PasswordErrors.InvalidCredentials);
            return;
        }

        var grant = started is null ? null : await replacements.CompleteAsync(started);
        if (grant is not null && grant.Session.Delivery.HasFlag(SessionDelivery.Body))
        {
            await responses.WriteAsync(context, grant);
            return;
        }

        if (grant is not null)
            responses.WriteCookie(context, grant);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Dictionary<string, string> Check(PasswordChangeRequest request, out byte[] present, out byte[] replacement)
    {
        var least = options.Value.MinimumLength;
        var errors = new Dictionary<string, string>();
        if (!PasswordForm.TryRead(request.CurrentPassword, out present))
            errors["currentPassword"] = PasswordForm.Fault("currentPassword", request.CurrentPassword);
        if (!PasswordForm.TryRead(request.NewPassword, out replacement))
            errors["newPassword"] = PasswordForm.Fault("newPassword", request.NewPassword);
        else if (Password.Length(replacement) < least)
            errors["newPassword"] = $"newPassword has {Password.Length(replacement)} characters; at least {least} are needed (Tandem:Passwords:MinimumLength).";
        return errors;
    }
}
