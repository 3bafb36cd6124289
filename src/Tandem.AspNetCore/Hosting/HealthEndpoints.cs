using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.Http.Bodies;
using Tandem.Platform;

namespace Tandem.AspNetCore.Hosting;

/// <summary><c>healthz</c>: the process answers. <c>readyz</c>: it should get requests: storage answers and it is not draining.</summary>
internal static class HealthEndpoints
{
    public static void Map(ResourceMapper routes)
    {
        routes.Map("GET", "/healthz", context => AnswerAsync(context, 200, "ok")).WithName("healthz").WithSummary("Whether the process is alive").Answers(200, 503);
        routes.Only("/healthz", "GET");
        routes.Map("GET", "/readyz", ReadyAsync).WithName("readyz").WithSummary("Whether requests should be sent here").Answers(200, 503);
        routes.Only("/readyz", "GET");
    }

    private static async Task ReadyAsync(HttpContext context)
    {
        var services = context.RequestServices;
        if (services.GetRequiredService<Draining>().Started)
            await AnswerAsync(context, 503, "draining");
        else if (!await services.GetRequiredService<IStorageLifetime>().IsHealthyAsync(context.RequestAborted))
            await AnswerAsync(context, 503, "storage_unavailable");
        else
            await AnswerAsync(context, 200, "ready");
    }

    private static Task AnswerAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync($$"""{"status":"{{text}}"}""", context.RequestAborted);
    }
}
