using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Tandem.Accounts;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.AspNetCore.Passwords;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.Sessions;
using Tandem.Sessions;
using Tandem.SignIn;

namespace Tandem.AspNetCore.SignIn;

/// <summary><c>POST login</c>: address and password for a session.</summary>
internal static class LoginEndpoint
{
    private const string NotToPages =
        "A page's scripts could read the token: use cookie. Where that is meant, list both in Tandem:RefreshToken:Delivery.";

    public static void Map(ResourceMapper routes)
    {
        routes.Map("POST", "/login", HandleAsync, RateLimitGroup.Login)
            .WithName("login").WithSummary("Sign in")
            .Takes<LoginRequest>()
            .Answers<TokenResponse>()
            .Problems(ErrorCodes.InvalidCredentials, ErrorCodes.OriginNotAllowed, ErrorCodes.RateLimited, ErrorCodes.Busy);
        routes.Only("/login", "POST");
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (await JsonBody.ReadAsync(context, TandemJson.Default.LoginRequest) is not { } request)
            return;
        var options = services.GetRequiredService<TandemOptions>();
        if (Check(request, options, out var password, out var delivery) is { Count: > 0 } errors)
        {
            await Problem.WriteInvalidAsync(context, errors);
            return;
        }

        // What is no page gets no cookie it did not ask for alone: the body is its way.
        var deployment = services.GetRequiredService<Deployment>();
        var isPage = Deployment.IsPage(context.Request);
        if (isPage && delivery.HasFlag(SessionDelivery.Body) && !deployment.ServesTokensToPages)
        {
            await Problem.WriteInvalidAsync(context, new Dictionary<string, string> { ["delivery"] = NotToPages });
            return;
        }

        // A foreign page must not be able to sign its visitor in as somebody else (login CSRF).
        var setsCookie = delivery == SessionDelivery.Cookie || (isPage && delivery.HasFlag(SessionDelivery.Cookie));
        if (!await services.GetRequiredService<RefreshCredentials>().AllowAsync(context, setsCookie))
            return;

        var start = new SignInRequest(request.Email!, password, delivery, request.RememberMe ?? true);
        var metrics = services.GetRequiredService<TandemMetrics>();
        var started = metrics.Start();
        var grant = await services.GetRequiredService<SignInService>().SignInAsync(start, context.Caller(), context.RequestAborted);
        metrics.Login(grant is not null, started);
        if (grant is null)
            await Problem.WriteAsync(context, ErrorCodes.InvalidCredentials);
        else
            await services.GetRequiredService<TokenResponseWriter>().WriteAsync(context, grant);
    }

    private static Dictionary<string, string> Check(LoginRequest request, TandemOptions options, out byte[] password, out SessionDelivery delivery)
    {
        var errors = new Dictionary<string, string>();
        delivery = options.RefreshToken.Delivery[0];
        if (request.Email is null || !EmailAddress.IsValid(request.Email.Trim()))
            errors["email"] = $"An address with one @ and at most {EmailAddress.MaximumLength} characters.";
        if (!PasswordForm.TryRead(request.Password, out password))
            errors["password"] = PasswordForm.Rule;
        if (request.Delivery is { } name)
        {
            if (DeliveryNames.Parse(name) is { } asked && options.RefreshToken.Delivery.Contains(asked))
                delivery = asked;
            else
                errors["delivery"] = $"One of: {string.Join(", ", options.RefreshToken.Delivery.Select(DeliveryNames.Of))} (Tandem:RefreshToken:Delivery).";
        }

        return errors;
    }
}
