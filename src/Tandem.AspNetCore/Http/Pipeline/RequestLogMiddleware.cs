using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>One line for each request: never its query string, headers or body.</summary>
internal sealed partial class RequestLogMiddleware(RequestDelegate next, TimeProvider time, ILogger<RequestLogMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context) => logger.IsEnabled(LogLevel.Information) ? LogAsync(context) : next(context);

    private async Task LogAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Answered(context.Request.Method, Printable(context.Request.Path), context.Response.StatusCode,
                time.GetElapsedTime(started).TotalMilliseconds, context.TraceIdentifier);
        }
    }

    // A path can hold control and bidirectional characters (percent-encoded on the wire): a log line must stay one line.
    private static string Printable(PathString path)
    {
        var encoded = path.ToUriComponent();
        return encoded.Length <= 256 ? encoded : encoded[..256] + "…";
    }

    [LoggerMessage(1001, LogLevel.Information, "{Method} {Path} {Status} in {Elapsed:0.0} ms, request {RequestId}")]
    private partial void Answered(string method, string path, int status, double elapsed, string requestId);
}
