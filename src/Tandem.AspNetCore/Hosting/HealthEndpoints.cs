using Tandem.AspNetCore.Http.Bodies;
using Tandem.Platform;

namespace Tandem.AspNetCore.Hosting;

/// <summary>
/// <c>healthz</c>: the process answers. <c>readyz</c>: it should get requests: storage answers, is the one that was opened, and the process is
/// not draining.
/// </summary>
internal sealed class HealthEndpoints(Draining draining, IStorageLifetime storage) : IResource<HealthEndpoints>
{
    public static void Map(ResourceRoutes<HealthEndpoints> routes)
    {
        routes.AtRoot.Map("GET", "/healthz", _ => context => RespondAsync(context, 200, "ok"))
            .WithName("healthz").WithSummary("Whether the process is alive").Responds(200, 503);
        routes.AtRoot.Only("/healthz", "GET");
        routes.AtRoot.Map("GET", "/readyz", endpoint => endpoint.ReadyAsync)
            .WithName("readyz").WithSummary("Whether requests should be sent here").Responds(200, 503);
        routes.AtRoot.Only("/readyz", "GET");
    }

    private async Task ReadyAsync(HttpContext context)
    {
        if (draining.Started)
            await RespondAsync(context, 503, "draining");
        else if (storage.IsReplaced())
            await RespondAsync(context, 503, "storage_unavailable", "The database file was moved, deleted or replaced while the server has it open. Restart the server.");
        else if (!await storage.IsHealthyAsync(context.RequestAborted))
            await RespondAsync(context, 503, "storage_unavailable");
        else
            await RespondAsync(context, 200, "ready");
    }

    private static Task RespondAsync(HttpContext context, int status, string text, string? reason = null)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var more = reason is null ? "" : $"""
            ,"reason":"{reason}"
            """;
        return context.Response.WriteAsync($$"""{"status":"{{text}}"{{more}}}""", context.RequestAborted);
    }
}
