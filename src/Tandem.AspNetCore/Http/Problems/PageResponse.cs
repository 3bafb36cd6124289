using System.Text.Encodings.Web;

using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Http.Problems;

/// <summary>Marks an application that has pages: what Tandem refuses outside its own endpoints is a page too, if a browser asks for one.</summary>
internal sealed record ServesPages;

/// <summary>Errors as HTML, for people who look at them.</summary>
internal static class PageResponse
{
    /// <summary>Whether htmx sent the request; it puts the response into the page.</summary>
    public static bool IsForHtmx(HttpRequest request) => request.Headers["HX-Request"] == "true";

    /// <summary>Whether a browser asks for a page: it names HTML, which a script's <c>fetch</c> does not unless told to.</summary>
    public static bool IsForBrowser(HttpRequest request) =>
        request.Headers.Accept.Any(value => value!.Contains("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an error gets an HTML response.</summary>
    public static bool IsWanted(HttpContext context) =>
        (IsForHtmx(context.Request) || IsForBrowser(context.Request))
        && context.RequestServices?.GetService<ServesPages>() is not null
        && context.GetEndpoint()?.Metadata.GetMetadata<TandemEndpoint>() is null;

    /// <summary>Writes an error: a fragment for htmx, else a page. It has no style and no script, so that every Content-Security-Policy allows it.</summary>
    public static Task WriteAsync(HttpContext context, ErrorCode error, string? detail)
    {
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        var said = $"<p role=\"alert\"><strong>{HtmlEncoder.Default.Encode(error.Title)}.</strong> {HtmlEncoder.Default.Encode(detail ?? error.Cure)}</p>";
        return response.WriteAsync(
            IsForHtmx(context.Request)
                ? said
                : $"""
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>{HtmlEncoder.Default.Encode(error.Title)}</title></head>
                <body><main><h1>{error.Status}</h1>{said}<p><small>Request {TandemRequest.IdOf(context)}</small></p></main></body>
                </html>
                """,
            context.RequestAborted);
    }
}
