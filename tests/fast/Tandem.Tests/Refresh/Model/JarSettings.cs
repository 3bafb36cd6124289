using System.Globalization;

namespace Tandem.Tests.Refresh.Model;

/// <summary>What an exploration of one cookie jar allows, as read from words like <c>hasty confirm lost=2</c>. Times are in ticks.</summary>
internal sealed record JarSettings
{
    public const int MostTabs = 3, MostOrphans = 5;

    public JarSettings(string words)
    {
        var settings = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split('='))
            .ToDictionary(pair => pair[0], pair => pair.Length == 1 ? 1 : int.Parse(pair[1], CultureInfo.InvariantCulture));
        Leeway = Take("L", 2);
        ClientTimeout = Take("T", 1);
        Transit = Take("D", 1);
        Tabs = Take("tabs", 2);
        Hasty = Take("hasty", 0) == 1;
        Reloading = Take("reload", 0) == 1;
        Confirming = Take("confirm", 0) == 1;
        LosableCommits = Take("lost", 0);
        Losses = Take("losses", LosableCommits == 0 ? 0 : 1);
        Crashing = Take("crash", 0) == 1;
        Flush = Take("flush", 0);
        Late = Take("late", ClientTimeout);
        Skew = Take("skew", 0);
        Sleeping = Take("sleep", 0) == 1;
        Depth = Take("depth", int.MaxValue);
        Plain = Take("plain", 0) == 1;
        if (settings.Count > 0)
            throw new ArgumentException($"No such setting: {string.Join(' ', settings.Keys)}", nameof(words));

        int Take(string name, int otherwise) => settings.Remove(name, out var value) ? value : otherwise;
    }

    /// <summary>How long a predecessor converges.</summary>
    public int Leeway { get; }

    /// <summary>When a tab gives up waiting.</summary>
    public int ClientTimeout { get; }

    /// <summary>How long after sending a request may still reach the server.</summary>
    public int Transit { get; }

    /// <summary>Tabs that share the jar.</summary>
    public int Tabs { get; }

    /// <summary>Whether an answer does not keep a tab quiet until its access token ends.</summary>
    public bool Hasty { get; }

    /// <summary>Whether a tab may give up at any moment.</summary>
    public bool Reloading { get; }

    /// <summary>Whether access tokens are seen that prove the delivery of their generation.</summary>
    public bool Confirming { get; }

    /// <summary>How many of its last commits the database may lose, and how many times.</summary>
    public int LosableCommits { get; }

    public int Losses { get; }

    /// <summary>Whether the browser may come back without the cookies that it stored last.</summary>
    public bool Crashing { get; }

    /// <summary>How long the browser may keep a cookie in memory only.</summary>
    public int Flush { get; }

    /// <summary>How long after sending a cookie may be stored although nobody waits; the client's time-out for never.</summary>
    public int Late { get; }

    /// <summary>How far the clocks of two nodes are apart.</summary>
    public int Skew { get; }

    /// <summary>Whether the machine may sleep with requests under way.</summary>
    public bool Sleeping { get; }

    /// <summary>Longest history explored, in steps.</summary>
    public int Depth { get; }

    /// <summary>Whether states differ that are alike but for the names of tabs and of generations.</summary>
    public bool Plain { get; }

    public bool StoresLate => Late > ClientTimeout;

    /// <summary>Requests in flight at once, those that nobody waits for any more included.</summary>
    public int MostInFlight => Math.Min(Tabs + 2, MostOrphans);
}
