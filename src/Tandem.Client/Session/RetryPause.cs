using Tandem.Client.Errors;

namespace Tandem.Client.Session;

/// <summary>Keeps quiet for as long as the server asked with <c>Retry-After</c>.</summary>
internal sealed class RetryPause(TimeProvider time)
{
    private volatile Request? last;

    public void Start(TandemAuthException error)
    {
        if (error is TransientException { RetryAfter: { } wait })
            last = new(error, wait, time.GetTimestamp());
    }

    /// <exception cref="TransientException">The time is not up; the error tells what is left.</exception>
    public void Respect()
    {
        if (last is not { } asked || asked.Wait - time.GetElapsedTime(asked.Since) is not { Ticks: > 0 } left)
            return;
        var error = asked.Error;
        throw new TransientException(error.Code, error.Message, error)
        {
            Status = error.Status,
            Problem = error.Problem,
            RetryAfter = TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds)),
        };
    }

    private sealed record Request(TandemAuthException Error, TimeSpan Wait, long Since);
}
