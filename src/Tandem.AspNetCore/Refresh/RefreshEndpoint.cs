using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Hosting.Metrics;
using Tandem.AspNetCore.Http.Bodies;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.AspNetCore.Http.Problems;
using Tandem.AspNetCore.Http.RateLimits;
using Tandem.Refresh;

namespace Tandem.AspNetCore.Refresh;

/// <summary><c>POST refresh</c>: a refresh token for a new access token. Never clears a cookie.</summary>
internal sealed class RefreshEndpoint(
    RefreshCredentials credentials, RefreshService refreshes, TokenResponseWriter responses, RefreshDiagnosis diagnosis, RateLimits limits,
    RateLimitRefusal limited, TandemMetrics metrics)
    : IResource<RefreshEndpoint>
{
    private const string ClockInDoubt =
        "The server's clock has ended every session at once, as after a long pause or when it is wrong. Until it is believed, in ten minutes at most, nothing is said of these sessions. "
        + "Signing in works. If the clock is right: tandem clock accept.";

    private static readonly TimeSpan RetryClock = TimeSpan.FromSeconds(30);

    public static void Map(ResourceRoutes<RefreshEndpoint> routes)
    {
        routes.UnderBase.Map("POST", "/refresh", endpoint => endpoint.HandleAsync, RateLimitGroup.Refresh)
            .WithName("refresh").WithSummary("Exchange the refresh token for a new access token")
            .Takes<RefreshRequest>(optional: true)
            .Responds<TokenResponse>()
            .Problems(RefreshErrors.RefreshTokenMissing, OriginErrors.OriginNotAllowed, ErrorCodes.RateLimited, ErrorCodes.StorageUnavailable);
        routes.UnderBase.Only("/refresh", "POST");
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (await JsonBody.ReadOptionalAsync(context, RefreshJson.Bodies.RefreshRequest) is not { } request)
            return;
        var presented = credentials.Of(context.Request, request.RefreshToken);
        if (!await credentials.AllowAsync(context))
            return;
        if (presented.Count > 1 && limits.ExceedsBySessions(context, refreshes.CountTried(presented)) is { } wait)
        {
            await limited.WriteAsync(context, RateLimitGroup.Refresh, wait);
            return;
        }

        var started = metrics.Start();
        var result = await refreshes.RefreshAsync(presented, context.Caller(), context.RequestAborted);
        metrics.Refresh(result, started);
        if (result.Grant is { } grant)
            await responses.WriteAsync(context, grant);
        else
            await RefuseAsync(context, result.Refusal, presented);
    }

    private Task RefuseAsync(HttpContext context, RefreshRefusal? refusal, IReadOnlyList<PresentedToken> presented) => refusal switch
    {
        RefreshRefusal.Missing => RefuseMissingAsync(context),
        RefreshRefusal.ClockInDoubt => Problem.WriteTransientAsync(context, ErrorCodes.StorageUnavailable, RetryClock, ClockInDoubt),
        RefreshRefusal.Foreign => Problem.WriteAsync(context, RefreshErrors.RefreshTokenForeign),
        RefreshRefusal.Expired => Problem.WriteAsync(context, RefreshErrors.RefreshTokenExpired),
        RefreshRefusal.Unknown => Problem.WriteAsync(context, RefreshErrors.SessionUnknown),
        RefreshRefusal.Revoked => Problem.WriteAsync(context, AccessTokenErrors.SessionRevoked),
        RefreshRefusal.Reused => Problem.WriteAsync(context, RefreshErrors.RefreshTokenReused),
        _ => Problem.WriteAsync(context, RefreshErrors.RefreshTokenInvalid, DistortionOf(presented)),
    };

    private static string? DistortionOf(IReadOnlyList<PresentedToken> presented) =>
        presented.Select(token => RefreshTokenShape.FaultOf(token.Text)).OfType<string>().FirstOrDefault() is { } fault
            ? $"It is malformed. {fault} If the client has no other, sign in again."
            : null;

    private async Task RefuseMissingAsync(HttpContext context) =>
        await Problem.WriteAsync(context, RefreshErrors.RefreshTokenMissing, more: await diagnosis.OfAsync(context));
}
