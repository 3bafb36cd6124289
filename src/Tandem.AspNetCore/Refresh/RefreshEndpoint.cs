using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Refresh;

namespace Tandem.AspNetCore.Refresh;

/// <summary><c>POST refresh</c>: a refresh token for a new access token. Never clears a cookie.</summary>
internal static class RefreshEndpoint
{
    public static void Map(ResourceMapper routes)
    {
        routes.Map("POST", "/refresh", HandleAsync, RateLimitGroup.Refresh)
            .WithName("refresh").WithSummary("Exchange the refresh token for a new access token")
            .Takes<RefreshRequest>(optional: true)
            .Answers<TokenResponse>()
            .Problems(ErrorCodes.RefreshTokenMissing, ErrorCodes.OriginNotAllowed, ErrorCodes.RateLimited, ErrorCodes.StorageUnavailable);
        routes.Only("/refresh", "POST");
    }

    private static async Task HandleAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (await JsonBody.ReadOptionalAsync(context, TandemJson.Default.RefreshRequest) is not { } request)
            return;
        var presented = RefreshCredentials.Of(context.Request, request.RefreshToken);
        if (!await services.GetRequiredService<RefreshCredentials>().AllowAsync(context, presented.Any(token => token.FromCookie)))
            return;

        var metrics = services.GetRequiredService<TandemMetrics>();
        var started = metrics.Start();
        var result = await services.GetRequiredService<RefreshService>().RefreshAsync(presented, context.Caller(), context.RequestAborted);
        metrics.Refresh(result, started);
        if (result.Grant is { } grant)
            await services.GetRequiredService<TokenResponseWriter>().WriteAsync(context, grant);
        else
            await RefuseAsync(context, result.Refusal);
    }

    private static Task RefuseAsync(HttpContext context, RefreshRefusal? refusal) => refusal switch
    {
        RefreshRefusal.Missing => RefuseMissingAsync(context),
        RefreshRefusal.Expired => Problem.WriteAsync(context, ErrorCodes.RefreshTokenExpired),
        RefreshRefusal.Unknown => Problem.WriteAsync(context, ErrorCodes.SessionUnknown),
        RefreshRefusal.Revoked => Problem.WriteAsync(context, ErrorCodes.SessionRevoked),
        RefreshRefusal.Reused => Problem.WriteAsync(context, ErrorCodes.RefreshTokenReused),
        _ => Problem.WriteAsync(context, ErrorCodes.RefreshTokenInvalid),
    };

    private static async Task RefuseMissingAsync(HttpContext context) => await Problem.WriteAsync(
        context, ErrorCodes.RefreshTokenMissing, more: await context.RequestServices.GetRequiredService<RefreshDiagnosis>().OfAsync(context));
}
