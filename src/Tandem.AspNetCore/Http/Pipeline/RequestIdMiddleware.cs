using System.Diagnostics;

using Tandem.Platform;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// Gives each request an id of its own. Tandem's responses return it as <c>X-Request-Id</c>; those of the application keep the application's.
/// What a client sends by that name is not used.
/// </summary>
[StackTraceHidden]
internal sealed class RequestIdMiddleware(RequestDelegate next, SecureRandom random, IEnumerable<TandemAlone> alone)
{
    public const string Header = "X-Request-Id";

    private readonly bool isAlone = alone.Any();

    public Task InvokeAsync(HttpContext context)
    {
        var isTandems = isAlone || context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>() is not null;
        if (context.Features.Get<TandemRequest>() is { } request)
            request.IsTandems = isTandems;
        else
            context.Features.Set(request = new TandemRequest(random) { IsTandems = isTandems });
        if (isTandems)
        {
            context.TraceIdentifier = request.Id;
            context.Response.Headers[Header] = request.Id;
        }

        return next(context);
    }
}
