using System.Diagnostics;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>One line for each request: never its query string, headers or body.</summary>
[StackTraceHidden]
internal sealed partial class RequestLogMiddleware(RequestDelegate next, TimeProvider time, ILogger<RequestLogMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!logger.IsEnabled(LogLevel.Information) || context.Features.Get<TandemRequest>() is not { IsLogged: false } request)
            return next(context);
        request.IsLogged = true;
        if (request.IsTandems)
            return LogAsync(context);

        // Only then is it known what the application's own error handling made of the request.
        var started = time.GetTimestamp();
        context.Response.OnCompleted(() =>
        {
            Log(context, started);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private async Task LogAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            Log(context, started);
        }
    }

    private void Log(HttpContext context, long started) => Answered(
        context.Request.Method, Printable(context.Request.Path), context.Response.StatusCode, time.GetElapsedTime(started).TotalMilliseconds,
        TandemRequest.IdOf(context));

    // A path can hold control and bidirectional characters (percent-encoded on the wire): a log line must stay one line.
    private static string Printable(PathString path)
    {
        var encoded = path.ToUriComponent();
        return encoded.Length <= 256 ? encoded : encoded[..256] + "…";
    }

    [LoggerMessage(1001, LogLevel.Information, "{Method} {Path} {Status} in {Elapsed:0.0} ms, request {RequestId}")]
    private partial void Answered(string method, string path, int status, double elapsed, string requestId);
}
