using System.Diagnostics;

using Tandem.AspNetCore.Http.Problems;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>One line for each request: never its query string, headers or body.</summary>
[StackTraceHidden]
internal sealed partial class RequestLogMiddleware(RequestDelegate next, TimeProvider time, ILogger<RequestLogMiddleware> logger)
{
    // The same line with the error code that the client was given.
    private static readonly Action<ILogger, string, string, int, double, string, string, Exception?> Refused =
        LoggerMessage.Define<string, string, int, double, string, string>(
            LogLevel.Information, new EventId(1001, nameof(Answered)), "{Method} {Path} {Status} in {Elapsed:0.0} ms ({Code}), request {RequestId}");

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

    private void Log(HttpContext context, long started)
    {
        var elapsed = time.GetElapsedTime(started).TotalMilliseconds;
        if (context.Features.Get<ErrorCode>() is { } error)
            Refused(logger, context.Request.Method, Printable(context.Request.Path), context.Response.StatusCode, elapsed, error.Code, TandemRequest.IdOf(context), null);
        else
            Answered(context.Request.Method, Printable(context.Request.Path), context.Response.StatusCode, elapsed, TandemRequest.IdOf(context));
    }

    /// <summary>A path for a line of a log.</summary>
    // A path can hold control and bidirectional characters (percent-encoded on the wire): a log line must stay one line.
    public static string Printable(PathString path)
    {
        var encoded = path.ToUriComponent();
        return encoded.Length <= 256 ? encoded : encoded[..256] + "…";
    }

    [LoggerMessage(1001, LogLevel.Information, "{Method} {Path} {Status} in {Elapsed:0.0} ms, request {RequestId}")]
    private partial void Answered(string method, string path, int status, double elapsed, string requestId);
}
