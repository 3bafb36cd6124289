using System.Text.Json;

using Microsoft.AspNetCore.Http;

namespace Tandem.Client.Tests.Support;

/// <summary>Ways to answer.</summary>
public static class Reply
{
    private static readonly string[] Faults = ["is missing"];

    public static Task JsonAsync(HttpContext context, int status, object? body) => TextAsync(context, status, "application/json", JsonSerializer.Serialize(body, JsonSerializerOptions.Web));

    /// <summary>A problem document of a Tandem server.</summary>
    public static Task ProblemAsync(HttpContext context, int status, string code, params (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers)
            context.Response.Headers[name] = value;
        return TextAsync(context, status, "application/problem+json", JsonSerializer.Serialize(new
        {
            title = code,
            detail = $"About {code}.",
            code,
            requestId = "r1",
            challenge = "c",
            errors = new { email = Faults },
        }));
    }

    /// <summary>A page, such as a captive portal's.</summary>
    public static Task HtmlAsync(HttpContext context, int status) => TextAsync(context, status, "text/html", "<h1>Free WiFi</h1>");

    public static Task EmptyAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>The connection breaks before the first byte.</summary>
    public static Task BreakAsync(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>The connection breaks in the middle of the body.</summary>
    public static async Task BreakOffAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 500;
        await context.Response.WriteAsync("{\"accessToken\":\"x");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    public static Task RedirectAsync(HttpContext context, string location, int status = 302)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = location;
        return Task.CompletedTask;
    }

    public static Task TextAsync(HttpContext context, int status, string type, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(text);
    }
}
