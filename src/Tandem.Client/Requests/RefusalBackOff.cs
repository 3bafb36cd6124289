namespace Tandem.Client.Requests;

/// <summary>
/// An API that refuses even fresh tokens must not cause a refresh per request: after each such refusal its origin may ask for none for 1 s, then
/// 2 s, up to a minute, until it accepts one.
/// </summary>
internal sealed class RefusalBackOff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<Uri, Pause> origins = [];

    public bool IsActive(Uri origin)
    {
        lock (gate)
            return IsRunning(origin);
    }

    public void Refused(Uri origin)
    {
        lock (gate)
        {
            // Requests that were refused side by side count once.
            if (IsRunning(origin))
                return;
            var delay = origins.TryGetValue(origin, out var previous) ? previous.Delay * 2 : First;
            origins[origin] = new(delay < Longest ? delay : Longest, time.GetTimestamp());
        }
    }

    public void Accepted(Uri origin)
    {
        lock (gate)
            origins.Remove(origin);
    }

    private bool IsRunning(Uri origin) => origins.TryGetValue(origin, out var pause) && time.GetElapsedTime(pause.Since) < pause.Delay;

    private readonly record struct Pause(TimeSpan Delay, long Since);
}
