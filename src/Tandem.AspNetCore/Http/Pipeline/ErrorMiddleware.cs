using Tandem.AccessTokens;
using Tandem.AspNetCore.Http.Problems;
using Tandem.Passwords;
using Tandem.Platform;

namespace Tandem.AspNetCore.Http.Pipeline;

/// <summary>
/// Turns what later stages throw, and errors they leave without a body, into problem details. The response says nothing about the exception.
/// </summary>
internal sealed partial class ErrorMiddleware(RequestDelegate next, ILogger<ErrorMiddleware> logger)
{
    private static readonly TimeSpan RetryStorage = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryBusy = TimeSpan.FromSeconds(1);

    public async Task InvokeAsync(HttpContext context)
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
        switch (exception)
        {
            case StorageUnavailableException:
                StorageAway(context.TraceIdentifier, exception);
                return Problem.WriteTransientAsync(context, ErrorCodes.StorageUnavailable, RetryStorage);
            case HashingBusyException:
                return Problem.WriteTransientAsync(context, ErrorCodes.Busy, RetryBusy);
            case ProblemException { Error: var error }:
                return Problem.WriteAsync(context, error);
            case BadHttpRequestException bad:
                return Problem.WriteAsync(context, ErrorCodes.ForStatus(bad.StatusCode));
            // How the web server tells of a chunk size that no number holds.
            case IOException { InnerException: OverflowException }:
                return Problem.WriteAsync(context, ErrorCodes.MalformedRequest);
            case AccessTokenTooLongException tooLong:
                NotSigned(context.TraceIdentifier, tooLong.Message);
                return Problem.WriteAsync(context, ErrorCodes.InternalError);
            default:
                Unhandled(context.TraceIdentifier, exception);
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
