namespace Tandem.Tabs.Tests.Measurements;

/// <summary>A row of the page of measurements.</summary>
/// <param name="Name">What happens, in words for a reader.</param>
internal sealed record MeasuredScenario(string Name)
{
    public static MeasuredScenario Windows { get; } = new("5 windows, 20 refused calls in each, at the same moment");
    public static MeasuredScenario Strict { get; } = new("the same under strict one-time use");
    public static MeasuredScenario Ahead { get; } = new("3 windows that renew ahead of expiry, for 4 lives of a token");
    public static MeasuredScenario NothingShared { get; } = new("3 windows without `navigator.locks` and `BroadcastChannel`, 5 calls each at expiry");
    public static MeasuredScenario StrictMode { get; } = new("React in Strict Mode, 100 navigations in the page, then a reload");
    public static MeasuredScenario Killed { get; } = new("the window that refreshes is killed before the answer is there");
    public static MeasuredScenario Slept { get; } = new("a window's process is stopped for 3 lives of a token, and goes on");
    public static MeasuredScenario SleptWithLock { get; } = new("the window that refreshes is stopped with the lock, the others go on, then it does");
    public static MeasuredScenario SleptLong { get; } = new("a window's process is stopped for 125 s, 25 lives of a token");
    public static MeasuredScenario Restarted { get; } = new("the browser is killed 1.5 s after a refresh, and started again");
    public static MeasuredScenario Offline { get; } = new("every connection is cut for 3 lives of a token");
    public static MeasuredScenario Portal { get; } = new("a captive portal answers everything: a page with 200, then one with 401");
    public static MeasuredScenario RetryAfter { get; } = new("503 with `Retry-After: 4`, calls all the while");
    public static MeasuredScenario Reordered { get; } = new("the answer to the older of two refreshes comes last, without `navigator.locks`");
    public static MeasuredScenario Back { get; } = new("another window signs out, then back to the page that was left");
    public static MeasuredScenario BackUnheard { get; } = new("the same without `BroadcastChannel`");

    public static IReadOnlyList<MeasuredScenario> All { get; } =
        [Windows, Strict, Ahead, NothingShared, StrictMode, Killed, Slept, SleptWithLock, SleptLong, Restarted, Offline, Portal, RetryAfter, Reordered, Back, BackUnheard];
}
