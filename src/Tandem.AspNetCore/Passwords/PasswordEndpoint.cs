using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Passwords;

namespace Tandem.AspNetCore.Passwords;

/// <summary><c>POST password/change</c>: the present password and a new one; the account's other sessions end.</summary>
internal static class PasswordEndpoint
{
    public static void Map(ResourceMapper routes)
    {
        routes.MapAuthorized("POST", "/password/change", ChangeAsync, RateLimitGroup.Login)
            .WithName("changePassword").WithSummary("Change one's password")
            .Takes<PasswordChangeRequest>()
            .Answers(StatusCodes.Status204NoContent)
            .Problems(ErrorCodes.InvalidCredentials, ErrorCodes.RateLimited, ErrorCodes.Busy);
        routes.Only("/password/change", "POST");
    }

    private static async Task ChangeAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (await JsonBody.ReadAsync(context, TandemJson.Default.PasswordChangeRequest) is not { } request)
            return;
        var least = services.GetRequiredService<TandemOptions>().Passwords.MinimumLength;
        if (Check(request, least, out var present, out var replacement) is { Count: > 0 } errors)
        {
            await Problem.WriteInvalidAsync(context, errors);
            return;
        }

        var token = context.AccessToken();
        var change = new PasswordChange(token.Subject, token.SessionId, present, replacement);
        if (await services.GetRequiredService<PasswordService>().ChangeAsync(change, context.Caller(), context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, ErrorCodes.InvalidCredentials);
    }

    private static Dictionary<string, string> Check(PasswordChangeRequest request, int least, out byte[] present, out byte[] replacement)
    {
        var errors = new Dictionary<string, string>();
        if (!PasswordForm.TryRead(request.CurrentPassword, out present))
            errors["currentPassword"] = PasswordForm.Rule;
        if (!PasswordForm.TryRead(request.NewPassword, out replacement))
            errors["newPassword"] = PasswordForm.Rule;
        else if (Password.Length(replacement) < least)
            errors["newPassword"] = $"At least {least} characters (Tandem:Passwords:MinimumLength).";
        return errors;
    }
}
