using Tandem.Soak.Log;

namespace Tandem.Soak.Contenders;

/// <summary>What became of one contender.</summary>
/// <param name="Name">Its name in the data.</param>
/// <param name="Events">All that happened, in order.</param>
internal sealed record ContenderResult(string Name, IReadOnlyList<SoakEvent> Events)
{
    /// <summary>Requests to the API that were answered, and those that failed.</summary>
    public required int Answered { get; init; }

    public required int Failed { get; init; }

    /// <summary>How often the server took a refresh token for a stolen one. Nobody stole any.</summary>
    public required int ReuseAlarms { get; init; }

    /// <summary>Tabs in which nobody was signed in at the end.</summary>
    public required IReadOnlyList<string> LostTabs { get; init; }

    /// <summary>Errors of the pages that nobody caught.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public int Count(SoakEventKind kind) => Events.Count(one => one.Kind == kind);
}
