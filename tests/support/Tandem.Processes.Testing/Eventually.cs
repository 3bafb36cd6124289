using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tandem.Processes.Testing;

/// <summary>Waits for what happens beside the test, however busy the machine is.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Waits until it is so, and returns how long that took.</summary>
    /// <param name="condition">What is asked again and again.</param>
    /// <param name="limit">How long it may take; a minute when null.</param>
    /// <param name="about">What the message shows besides the condition, such as the program that is waited for.</param>
    /// <param name="expression">The condition's source, for the message.</param>
    /// <exception cref="TimeoutException">It did not become so.</exception>
    public static async Task<TimeSpan> IsTrueAsync(
        Func<Task<bool>> condition, TimeSpan? limit = null, object? about = null, [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var started = Stopwatch.GetTimestamp();
        if (!await BecomesTrueAsync(condition, limit ?? Patience))
            throw new TimeoutException($"Not true within {limit ?? Patience}: {expression}\n{about}");
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Whether it becomes so in time.</summary>
    public static async Task<bool> BecomesTrueAsync(Func<Task<bool>> condition, TimeSpan limit)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > limit)
                return false;
            await Task.Delay(Pause);
        }

        return true;
    }

    /// <inheritdoc cref="IsTrueAsync(Func{Task{bool}}, TimeSpan?, object?, string)"/>
    public static Task<TimeSpan> IsTrueAsync(
        Func<bool> condition, TimeSpan? limit = null, object? about = null, [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        IsTrueAsync(() => Task.FromResult(condition()), limit, about, expression);

    /// <summary>Takes a step, such as moving a host's clock, until it is so.</summary>
    /// <exception cref="TimeoutException">It did not become so.</exception>
    public static Task IsTrueAfterAsync(Action step, Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string expression = "") => IsTrueAsync(
        () =>
        {
            if (condition())
                return true;
            step();
            return false;
        },
        expression: expression);
}
