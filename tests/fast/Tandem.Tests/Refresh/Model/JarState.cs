using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>A session's row, the jar that holds its token, and the requests in flight between them.</summary>
/// <param name="Row">The server's side.</param>
/// <param name="Now">Ticks since the beginning.</param>
/// <param name="Jar">The generation in the jar.</param>
/// <param name="Flights">Requests and answers under way.</param>
/// <param name="Quiet">Bit per tab: it has an access token and sends nothing.</param>
internal sealed record JarState(RotationState Row, int Now, long Jar, Flight[] Flights, int Quiet)
{
    public static JarState Initial { get; } = new(RotationState.Initial, 0, 1, [], 0);

    /// <summary>What the tabs received, where it matters that their access tokens are seen.</summary>
    public Receipt[] Receipts { get; init; } = [];

    /// <summary>What the database is going to lose, or has lost.</summary>
    public LossState Loss { get; init; }

    public bool IsQuiet(int tab) => (Quiet & (1 << tab)) != 0;

    public bool IsWaiting(int tab)
    {
        foreach (var flight in Flights)
        {
            if (flight.Awaited && flight.Tab == tab)
                return true;
        }

        return false;
    }

    /// <summary>The flights but one, and perhaps another at the end.</summary>
    public Flight[] FlightsWithout(int index, Flight? added = null)
    {
        var rest = new Flight[Flights.Length - (added is null ? 1 : 0)];
        Flights.AsSpan(0, index).CopyTo(rest);
        Flights.AsSpan(index + 1).CopyTo(rest.AsSpan(index));
        if (added is { } flight)
            rest[^1] = flight;
        return rest;
    }

    /// <summary>
    /// The receipts that matter. A generation that is not the latest handed out, and cannot become it again by a loss, does not: seeing
    /// its access token changes nothing any more.
    /// </summary>
    public IEnumerable<Receipt> ConfirmableReceipts => Receipts.Where(receipt => receipt.Generation >= LowestConfirmable);

    public long LowestConfirmable => Loss.Phase is LossPhase.Prepared ? Loss.Durable.Issued : Row.Issued;
}
