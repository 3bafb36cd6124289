using Microsoft.AspNetCore.Authorization;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Http.Problems;

/// <summary>
/// The problem document of a challenge, written when the other schemes that an endpoint names have had their say: they set headers, which
/// nobody can once a body has begun.
/// </summary>
internal sealed record DeferredProblem(ErrorCode Error, string? Detail, TimeSpan? RetryAfter)
{
    /// <summary>Answers with an error, at the latest possible time.</summary>
    public static Task WriteLastAsync(HttpContext context, ErrorCode error, string? detail = null, TimeSpan? retryAfter = null)
    {
        var problem = new DeferredProblem(error, detail, retryAfter);
        if (context.Response.HasStarted)
            return Task.CompletedTask;
        // An API that is not the issuer has none of Tandem's stages. Where no other scheme is asked, the application's error pages find it answered.
        if (!PipelineCheck.IsPassedBy(context) || (TandemRequest.IsApplications(context) && !MayAskOthers(context)))
            return problem.WriteAsync(context);
        context.Response.StatusCode = error.Status;
        context.Features.Set(problem);
        return Task.CompletedTask;
    }

    // A policy of the application may name any scheme.
    private static bool MayAskOthers(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetOrderedMetadata<IAuthorizeData>().Any(asked => !TandemEndpoint.IsTandems(asked.Policy) || !Schemes(asked).All(TandemEndpoint.IsTandems))
            || !metadata.GetOrderedMetadata<AuthorizationPolicy>().SelectMany(policy => policy.AuthenticationSchemes).All(TandemEndpoint.IsTandems));

    private static string[] Schemes(IAuthorizeData asked) =>
        asked.AuthenticationSchemes?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>What is owed to a request, unless another scheme has answered it.</summary>
    public static DeferredProblem? Of(HttpContext context) =>
        context.Response is { HasStarted: false, ContentType: null, StatusCode: var status } && status >= 400
        && context.Features.Get<DeferredProblem>() is { } owed && owed.Error.Status == status ? owed : null;

    /// <summary>Writes it.</summary>
    public Task WriteAsync(HttpContext context) => RetryAfter is { } wait
        ? Problem.WriteTransientAsync(context, Error, wait, Detail)
        : Problem.WriteAsync(context, Error, Detail);
}
