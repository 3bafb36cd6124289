using Microsoft.AspNetCore.Cors.Infrastructure;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Browsers;

/// <summary>
/// Which requests pass the framework's CORS stage with Tandem's policy: those for Tandem's endpoints, those of the front ends that
/// configuration lists, and those of an application's endpoint that names a policy, unless the application calls <c>UseCors()</c> itself.
/// Whatever else comes from another origin is the application's to grant or to refuse, preflights included.
/// </summary>
internal sealed class CorsStage(Lazy<PublicAddress> address, OpaqueOriginAccess opaqueOrigins)
{
    private int stages;
    private int stagesAtFirstRequest;

    /// <summary>
    /// Counts the CORS stages: each is given a service of its own when the pipeline is built. What asks for one later is no stage.
    /// </summary>
    public void NoteService() => Interlocked.Increment(ref stages);

    public bool Includes(HttpContext context)
    {
        var applications = HasApplicationStage();
        if (!TandemRequest.IsApplications(context))
            return true;
        if (context.GetEndpoint()?.Metadata.GetMetadata<ICorsMetadata>() is not null)
            return !applications;
        return context.Request.Headers.Origin is [{ } origin] && origin != Own(context.Request)
            && (origin == PublicAddress.OpaqueOrigin ? opaqueOrigins.MayRead : address.Value.AllowsFrontend(origin));
    }

    // All stages are built before the first request.
    private bool HasApplicationStage()
    {
        if (stagesAtFirstRequest == 0)
            Interlocked.CompareExchange(ref stagesAtFirstRequest, Math.Max(stages, 1), 0);
        return stagesAtFirstRequest > 1;
    }

    private static string Own(HttpRequest request) => $"{request.Scheme}://{request.Host}";
}
