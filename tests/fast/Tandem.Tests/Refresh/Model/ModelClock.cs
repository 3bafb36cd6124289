namespace Tandem.Tests.Refresh.Model;

/// <summary>The model counts time in ticks; a tick is a second to the decision.</summary>
internal static class ModelClock
{
    private static readonly DateTimeOffset Origin = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    public static DateTimeOffset At(int tick) => Origin.AddSeconds(tick);

    public static int TickOf(DateTimeOffset time) => (int)(time - Origin).TotalSeconds;
}
