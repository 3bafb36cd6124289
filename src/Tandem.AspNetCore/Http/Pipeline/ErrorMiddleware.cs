using System.Diagnostics;

using Tandem.AccessTokens;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Platform;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// Turns what later stages of Tandem's requests throw, and errors they leave without a body, into problem details. The response says nothing
/// about the exception. An application's own requests are left to its own error handling, but for what a service of Tandem refuses in them.
/// </summary>
[StackTraceHidden]
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    public Task InvokeAsync(HttpContext context) => TandemRequest.IsApplications(context) ? AnswerRefusalsAsync(context) : AnswerErrorsAsync(context);

    // Not async: the application's developer page shows the frames of whoever awaits.
    private Task AnswerRefusalsAsync(HttpContext context)
    {
        try
        {
            var answered = next(context);
            return answered.IsCompletedSuccessfully
                ? CompleteAsync(context, answered)
                : answered.ContinueWith(
                    done => CompleteAsync(context, done), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Unwrap();
        }
        catch (ProblemException refusal) when (!context.Response.HasStarted)
        {
            return Problem.WriteAsync(context, refusal.Error);
        }
    }

    // What Tandem's schemes and services refused; everything else is the application's.
    private static Task CompleteAsync(HttpContext context, Task answered) => answered switch
    {
        { IsCompletedSuccessfully: true } => DeferredProblem.Of(context) is { } owed ? owed.WriteAsync(context) : answered,
        { Exception.InnerException: ProblemException refusal } when !context.Response.HasStarted => Problem.WriteAsync(context, refusal.Error),
        _ => answered,
    };

    private async Task AnswerErrorsAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (DeferredProblem.Of(context) is { } owed)
                await owed.WriteAsync(context);
            else if (!context.Response.HasStarted && IsEmptyError(context.Response))
                await Problem.WriteAsync(context, ErrorCodes.ForStatus(context.Response.StatusCode));
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            if (context.RequestAborted.IsCancellationRequested)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
                return;
            }

            await AnswerAsync(context, exception);
        }
    }

    private Task AnswerAsync(HttpContext context, Exception exception)
    {
        // What the failed stage said of the answer it did not get to write.
        context.Response.ContentLength = null;
        context.Response.Headers.ContentEncoding = default;
        if (exception is StorageUnavailableException)
            StorageAway(TandemRequest.IdOf(context), exception);
        if (ServiceFaults.WriteAsync(context, exception) is { } written)
            return written;
        switch (exception)
        {
            case BadHttpRequestException bad:
                return Problem.WriteAsync(context, ErrorCodes.ForStatus(bad.StatusCode));
            // How the web server tells of a chunk size that no number holds.
            case IOException { InnerException: OverflowException }:
                return Problem.WriteAsync(context, ErrorCodes.MalformedRequest);
            case AccessTokenTooLongException tooLong:
                NotSigned(TandemRequest.IdOf(context), tooLong.Message);
                return Problem.WriteAsync(context, ErrorCodes.InternalError);
            default:
                Unhandled(TandemRequest.IdOf(context), exception);
                return Problem.WriteAsync(context, ErrorCodes.InternalError);
        }
    }

    private static bool IsEmptyError(HttpResponse response) =>
        response.StatusCode >= 400 && response.ContentType is null && response.ContentLength is null or 0;

    [LoggerMessage(1002, LogLevel.Error, "Storage is not available, request {RequestId}")]
    private partial void StorageAway(string requestId, Exception exception);

    [LoggerMessage(1004, LogLevel.Error, "Request {RequestId}: {Cause}")]
    private partial void NotSigned(string requestId, string cause);

    [LoggerMessage(1003, LogLevel.Critical, "A fault in the program, request {RequestId}")]
    private partial void Unhandled(string requestId, Exception exception);
}
