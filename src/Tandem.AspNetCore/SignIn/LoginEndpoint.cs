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
internal sealed class LoginEndpoint(
    IOptions<RefreshTokenOptions> options, RefreshCredentials credentials, SignInService signIns, KnownDevices devices,
    TokenResponseWriter responses, TandemMetrics metrics) : IResource<LoginEndpoint>
{
    private const string NotToPages =
        "A page's scripts could read the token: use cookie. Where that is meant, list both in Tandem:RefreshToken:Delivery.";

    public static void Map(ResourceRoutes<LoginEndpoint> routes)
    {
        routes.UnderBase.Map("POST", "/login", endpoint => endpoint.HandleAsync, RateLimitGroup.Login)
            .WithName("login").WithSummary("Sign in")
            .Takes<LoginRequest>()
            .Responds<TokenResponse>()
            .Problems(PasswordErrors.InvalidCredentials, OriginErrors.OriginNotAllowed, ErrorCodes.RateLimited, ErrorCodes.Busy);
        routes.UnderBase.Only("/login", "POST");
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (await JsonBody.ReadAsync(context, SignInJson.Bodies.LoginRequest) is not { } request)
            return;
        if (Check(request, out var password, out var delivery) is { Count: > 0 } errors)
        {
            await Problem.WriteInvalidAsync(context, errors);
            return;
        }

        // A client that is not a browser page gets a cookie only if it asked for cookie; otherwise the token goes in the body.
        var isPage = PublicAddress.IsPage(context.Request);
        if (isPage && delivery.HasFlag(SessionDelivery.Body) && !options.Value.ServesTokensToPages)
        {
            await Problem.WriteInvalidAsync(context, new Dictionary<string, string> { ["delivery"] = NotToPages });
            return;
        }

        // A foreign page must not be able to sign its visitor in as somebody else (login CSRF).
        var setsCookie = delivery == SessionDelivery.Cookie || (isPage && delivery.HasFlag(SessionDelivery.Cookie));
        if (!await credentials.AllowAsync(context, setsCookie))
            return;

        var start = new SignInRequest(request.Email!, password, delivery, request.RememberMe ?? true)
        {
            Devices = devices.Read(credentials.Of(context.Request, request.RefreshToken)),
        };
        var started = metrics.Start();
        var grant = await signIns.SignInAsync(start, context.Caller(), context.RequestAborted);
        metrics.Login(grant is not null, started);
        if (grant is null)
            await Problem.WriteAsync(context, PasswordErrors.InvalidCredentials);
        else
            await responses.WriteAsync(context, grant);
    }

    private Dictionary<string, string> Check(LoginRequest request, out byte[] password, out SessionDelivery delivery)
    {
        var errors = new Dictionary<string, string>();
        delivery = options.Value.Delivery[0];
        if (EmailAddress.Fault(request.Email?.Trim()) is { } fault)
            errors["email"] = $"email {fault}.";
        if (!PasswordForm.TryRead(request.Password, out password))
            errors["password"] = PasswordForm.Fault("password", request.Password);
        if (request.Delivery is { } name)
        {
            if (DeliveryNames.Parse(name) is { } asked && options.Value.Delivery.Contains(asked))
                delivery = asked;
            else
                errors["delivery"] = $"One of: {string.Join(", ", options.Value.Delivery.Select(DeliveryNames.Of))} (Tandem:RefreshToken:Delivery).";
        }

        return errors;
    }
}
