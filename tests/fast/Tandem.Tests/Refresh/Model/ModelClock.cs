namespace Tandem.Tests.Refresh.Model;

/// <summary>The model counts time in ticks. A tick is longer than the second that whole seconds in tokens may hide.</summary>
internal static class ModelClock
{
    public static readonly TimeSpan Tick = TimeSpan.FromSeconds(10);

    private static readonly DateTimeOffset Origin = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static DateTimeOffset At(int tick) => Origin + tick * Tick;

    public static int TickOf(DateTimeOffset time) => (int)((time - Origin).Ticks / Tick.Ticks);
}
