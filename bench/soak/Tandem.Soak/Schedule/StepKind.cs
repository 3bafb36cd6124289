namespace Tandem.Soak.Schedule;

/// <summary>What a person, or the page on a timer of its own, does in a tab.</summary>
internal enum StepKind
{
    /// <summary>One request to the API, as a page that keeps itself up to date makes them.</summary>
    Poll,

    /// <summary>Two requests side by side, as a view makes them that is turned to.</summary>
    View,
    Open,
    Close,
    Reload,

    /// <summary>The browser freezes the tab.</summary>
    Sleep,
    Wake,
}
