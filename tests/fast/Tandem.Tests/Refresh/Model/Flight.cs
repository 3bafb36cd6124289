using System.Runtime.CompilerServices;

namespace Tandem.Tests.Refresh.Model;

/// <summary>A request on its way to the server, or its answer on the way back.</summary>
/// <param name="Sent">The generation it carries.</param>
/// <param name="SentMade">When that token was made.</param>
/// <param name="Age">Ticks since it was sent.</param>
/// <param name="Cookie">The generation it is answered with, <see cref="AccessOnly"/>, or <see cref="Unanswered"/>.</param>
/// <param name="Made">When the answer was made.</param>
/// <param name="Tab">Who sent it.</param>
internal readonly record struct Flight(int Sent, int SentMade, int Age, int Cookie, int Made, int Tab)
{
    public const int Unanswered = -1, AccessOnly = 0;

    public bool IsAnswered => Cookie != Unanswered;

    /// <summary>The generation that the access token of its answer names.</summary>
    public int Named => Cookie == AccessOnly ? Sent : Cookie;
}

internal enum TabMode
{
    Idle,

    /// <summary>It has an access token and sends nothing.</summary>
    Quiet,

    /// <summary>It waits for an answer.</summary>
    Busy,
}

internal record struct Tab(TabMode Mode, Flight Flight);

/// <summary>An access token that somebody may see.</summary>
internal readonly record struct Sighting(int Generation, int Made);

[InlineArray(JarSettings.MostTabs)]
internal struct Tabs
{
    private Tab first;
}

/// <summary>What nobody waits for any more.</summary>
[InlineArray(JarSettings.MostOrphans)]
internal struct Orphans
{
    private Flight first;
}

[InlineArray(Most)]
internal struct Sightings
{
    public const int Most = 16;

    private Sighting first;
}
