using Tandem.Client.Errors;

namespace Tandem.Client.Endpoints;

/// <summary>
/// How long an exchange with an auth endpoint may take. It also ends when the machine slept meanwhile: nobody knows when a request that was under
/// way then reaches the server. The monotonic clock may stand still while a machine sleeps, so that is noticed by the wall clock.
/// </summary>
internal sealed class TimeLimit : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // More than this between two looks means that the machine slept.
    private static readonly TimeSpan Asleep = TimeSpan.FromSeconds(6);

    private readonly TimeProvider time;
    private readonly TimeSpan limit;
    private readonly CancellationTokenSource end = new();
    private readonly ITimer timer;
    private readonly long started;
    private DateTimeOffset seenAt;
    private volatile string? code;

    public TimeLimit(TimeProvider time, TimeSpan limit)
    {
        (this.time, this.limit) = (time, limit);
        started = time.GetTimestamp();
        seenAt = time.GetUtcNow();
        timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Schedule(limit);
    }

    /// <summary>Canceled when the time is over.</summary>
    public CancellationToken Token => end.Token;

    /// <summary>What an exchange that failed means: the time was over, the machine slept, or neither.</summary>
    public string Code => code ?? ClientErrorCodes.NetworkError;

    public void Dispose()
    {
        timer.Dispose();
        end.Dispose();
    }

    private void Look()
    {
        var now = time.GetUtcNow();
        var left = limit - time.GetElapsedTime(started);
        if ((now - seenAt).Duration() > Asleep)
            End(ClientErrorCodes.Interrupted);
        else if (left <= TimeSpan.Zero)
            End(ClientErrorCodes.TimedOut);
        else
            Schedule(left);
        seenAt = now;
    }

    private void End(string why)
    {
        code = why;
        try
        {
            end.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The exchange has just ended.
        }
    }

    private void Schedule(TimeSpan left) => timer.Change(left < Interval ? left : Interval, Timeout.InfiniteTimeSpan);
}
