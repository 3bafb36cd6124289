namespace Tandem.Simulation.Tests.Clients;

/// <summary>A browser's cookie jar, or the store that processes share. The last is in use; those before may come back after a crash.</summary>
internal sealed class Jar(bool isStore)
{
    // Chromium writes its cookies every 30 s.
    private const long Flush = 30_000;

    private readonly List<Cookie> cookies = [];

    public Cookie? Current => cookies.Count > 0 ? cookies[^1] : null;

    /// <summary>What was in it before, oldest first.</summary>
    public IReadOnlyList<Cookie> Known => cookies;

    public void Clear() => cookies.Clear();

    /// <summary>A browser takes what comes; a client with a store never replaces a newer generation of a session by an older one.</summary>
    public bool Store(Cookie cookie, long now)
    {
        if (isStore && Current is { } current && current.Session == cookie.Session && current.Generation > cookie.Generation)
            return false;
        cookie.StoredAt = now;
        cookies.Add(cookie);
        return true;
    }

    /// <summary>
    /// A browser is killed: what it stored within <paramref name="unwritten"/> is gone. Not promised, and not done here: losing a cookie
    /// that came late after its generation was made, and that was presented again.
    /// </summary>
    public int Crash(long now, long unwritten)
    {
        var lost = 0;
        while (!isStore && cookies.Count > 1
            && cookies[^1].Session == cookies[^2].Session
            && now - cookies[^1].StoredAt < Math.Min(unwritten, Flush)
            && (cookies[^1].StoredAt - cookies[^1].SteppedAt <= 12_000 || !cookies[^1].IsPresented))
        {
            cookies.RemoveAt(cookies.Count - 1);
            lost++;
        }

        return lost;
    }
}
