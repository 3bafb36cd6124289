using System.Diagnostics;

namespace Tandem.Bench.Load;

/// <summary>Does something so many times a second, one after the other, beside a load that is measured.</summary>
internal sealed class RepeatedAction(Func<Task> action, int perSecond)
{
    public int Count { get; private set; }

    public TimeSpan Longest { get; private set; }

    public string? Fault { get; private set; }

    public LoadResult During(Func<LoadResult> load)
    {
        using var over = new CancellationTokenSource();
        var acting = Task.Run(() => RepeatAsync(over.Token));
        try
        {
            return load();
        }
        finally
        {
            over.Cancel();
            acting.GetAwaiter().GetResult();
        }
    }

    private async Task RepeatAsync(CancellationToken over)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        while (!over.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            try
            {
                await action();
            }
            catch (Exception exception) when (exception is HttpRequestException or InvalidOperationException)
            {
                Fault ??= exception.Message;
            }

            var took = Stopwatch.GetElapsedTime(started);
            Longest = took > Longest ? took : Longest;
            Count++;
            try
            {
                await timer.WaitForNextTickAsync(over);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
