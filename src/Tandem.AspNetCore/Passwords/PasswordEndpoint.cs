using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Passwords;

namespace Tandem.AspNetCore.Passwords;

/// <summary><c>POST password/change</c>: the present password and a new one; the account's other sessions end.</summary>
internal sealed class PasswordEndpoint(PasswordService passwords, IOptions<PasswordOptions> options) : IResource<PasswordEndpoint>
{
    public static void Map(ResourceRoutes<PasswordEndpoint> routes)
    {
        routes.UnderBase.MapAuthorized("POST", "/password/change", endpoint => endpoint.ChangeAsync, RateLimitGroup.Login)
            .WithName("changePassword").WithSummary("Change one's password")
            .Takes<PasswordChangeRequest>()
            .Responds(StatusCodes.Status204NoContent)
            .Problems(PasswordErrors.InvalidCredentials, ErrorCodes.RateLimited, ErrorCodes.Busy);
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

        var token = context.AccessToken();
        var change = new PasswordChange(token.Subject, token.SessionId, present, replacement);
        if (await passwords.ChangeAsync(change, context.Caller(), context.RequestAborted))
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        else
            await Problem.WriteAsync(context, PasswordErrors.InvalidCredentials);
    }

    private Dictionary<string, string> Check(PasswordChangeRequest request, out byte[] present, out byte[] replacement)
    {
        var least = options.Value.MinimumLength;
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
