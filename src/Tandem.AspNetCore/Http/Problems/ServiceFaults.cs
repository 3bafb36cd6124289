using Microsoft.AspNetCore.Diagnostics;

using Tandem.Passwords;
using Tandem.Platform;

namespace Tandem.AspNetCore.Http.Problems;

/// <summary>
/// What passes by itself, and what a service of Tandem refuses, as a response. An application that calls Tandem's services in its own endpoints
/// gets these exceptions there: its <c>UseExceptionHandler</c>, if it has one, asks here first, and answers every other exception as it always does.
/// </summary>
internal sealed class ServiceFaults : IExceptionHandler
{
    /// <summary>When to ask again while the storage is away.</summary>
    public static readonly TimeSpan RetryStorage = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RetryBusy = TimeSpan.FromSeconds(1);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (WriteAsync(httpContext, exception) is not { } written)
            return false;
        await written;
        return true;
    }

    /// <summary>Writes the response of such a fault; null for every other exception.</summary>
    public static Task? WriteAsync(HttpContext context, Exception exception) => exception switch
    {
        StorageUnavailableException => Problem.WriteTransientAsync(context, ErrorCodes.StorageUnavailable, RetryStorage),
        ProblemException refusal => Problem.WriteAsync(context, refusal.Error),
        HashingBusyException => Problem.WriteTransientAsync(context, ErrorCodes.Busy, RetryBusy),
        _ => null,
    };
}
