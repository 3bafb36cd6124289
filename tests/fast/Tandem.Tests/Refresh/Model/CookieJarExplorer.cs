using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

/// <summary>
/// Explores, breadth first, every history of an honest cookie jar that several tabs share without a lock: lost, late and reordered
/// replies, requests that arrive after the client gave up, sleep, reloads; and, when asked to, sightings of access tokens and a
/// database that loses commits. It stops at the first history in which a tab is refused.
/// </summary>
internal sealed class CookieJarExplorer
{
    private readonly JarSettings settings;
    private readonly DecisionRule decide;
    private readonly Queue<(JarState State, int Node)> queue = new();
    private readonly HashSet<StateKey> seen = [];
    private readonly List<(int Parent, int Depth, Step Step)> nodes = [];

    private CookieJarExplorer(JarSettings settings, DecisionRule decide) => (this.settings, this.decide) = (settings, decide);

    public static Exploration Explore(JarSettings settings, DecisionRule decide) => new CookieJarExplorer(settings, decide).Run();

    private Exploration Run()
    {
        var visited = 0;
        var deepest = 0;
        nodes.Add(default);
        queue.Enqueue((JarState.Initial, 0));
        while (queue.TryDequeue(out var entry))
        {
            visited++;
            deepest = Math.Max(deepest, nodes[entry.Node].Depth);
            if (nodes[entry.Node].Depth >= settings.Depth)
                continue;
            if (Expand(entry.State, entry.Node) is { } refusal)
                return new(visited, deepest, [.. History(entry.Node), refusal]);
        }

        return new(visited, deepest, null);
    }

    /// <summary>Queues every state that one step leads to; returns the step that refuses the client, if there is one.</summary>
    private Step? Expand(JarState state, int node)
    {
        Push(node, state with { Now = state.Now + 1, Flights = Aged(state.Flights) }, new(StepKind.Tick));
        Push(node, state with { Now = state.Now + settings.SettlingTime + 2, Flights = [], Quiet = 0 }, new(StepKind.LongPause));
        LoseCommits(state, node);
        Confirm(state, node);
        for (var tab = 0; tab < settings.Tabs; tab++)
        {
            if (!state.IsQuiet(tab) && !state.IsWaiting(tab) && state.Flights.Length < settings.MostInFlight)
                Push(node, state with { Flights = [.. state.Flights, Flight.Sent(state.Jar, tab)] }, new(StepKind.Send, tab, state.Jar));
        }

        for (var index = 0; index < state.Flights.Length; index++)
        {
            if (state.Flights[index].Reply != Flight.Unanswered)
                Receive(state, node, index);
            else if (Decide(state, node, index) is { } refusal)
                return refusal;
        }

        return null;
    }

    private Step? Decide(JarState state, int node, int index)
    {
        var flight = state.Flights[index];
        var decision = decide(state.Row, flight.Presented, ModelClock.At(state.Now));
        var step = new Step(StepKind.Decide, flight.Tab, flight.Presented, decision.Outcome, decision.Generation);
        if (decision.Outcome is RotationOutcome.Reuse)
            return step;

        var reply = decision.HandsOutRefreshToken ? decision.Generation : Flight.AccessOnly;
        var next = state with
        {
            Row = decision.Next,
            Flights = state.FlightsWithout(index, flight.Awaited ? flight with { Reply = reply } : null),
        };
        if (decision.Next == state.Row)
        {
            Push(node, next, step);
            return null;
        }

        Push(node, next with { Loss = state.Loss.Write() }, step);
        if (settings.LosableCommits > 0 && state.Loss.Phase is LossPhase.Ahead)
            Push(node, next with { Loss = new(LossPhase.Prepared, state.Row, 1) }, step);
        return null;
    }

    private void Receive(JarState state, int node, int index)
    {
        var (_, _, reply, _, tab) = state.Flights[index];
        Push(node, state with
        {
            Jar = reply == Flight.AccessOnly ? state.Jar : reply,
            Receipts = reply == Flight.AccessOnly ? state.Receipts : ReceiptsWith(state, reply),
            Flights = state.FlightsWithout(index),
            Quiet = settings.Hasty ? state.Quiet & ~(1 << tab) : state.Quiet | (1 << tab),
        }, new(StepKind.Receive, tab, Answer: reply));
    }

    // Where only its age counts, the first receipt of a generation proves whatever a later one would.
    private Receipt[] ReceiptsWith(JarState state, long generation) =>
        settings.Confirming && (settings.FreshSightingsOnly || state.Receipts.All(receipt => receipt.Generation != generation))
            ? [.. state.ConfirmableReceipts, new(generation, state.Now)]
            : state.Receipts;

    // An answer is at most the client's patience old when it is received, so this allows every sighting there can be, and more.
    private void Confirm(JarState state, int node)
    {
        var row = state.Row;
        var proven = row.Confirmed < row.Issued && state.Receipts.Any(receipt =>
            receipt.Generation == row.Issued
            && state.Now - receipt.Tick + settings.ClientTimeout > settings.SettlingTime
            && (!settings.FreshSightingsOnly || receipt.IsAfter(row)));
        if (proven)
            Push(node, state with { Row = row with { Confirmed = row.Issued } }, new(StepKind.Confirm, Generation: row.Issued));
    }

    private void LoseCommits(JarState state, int node)
    {
        if (state.Loss.Phase is LossPhase.Prepared)
            Push(node, state with { Row = state.Loss.Durable, Loss = new(LossPhase.Behind, default, 0) },
                new(StepKind.LoseCommits, Answer: state.Loss.Commits));
    }

    /// <summary>After a tick: who waits too long gives up, and what is under way too long never arrives.</summary>
    private Flight[] Aged(Flight[] flights) =>
    [
        .. flights
            .Select(flight => flight with { Age = flight.Age + 1, Awaited = flight.Awaited && flight.Age + 1 <= settings.ClientTimeout })
            .Where(flight => flight.Reply == Flight.Unanswered ? flight.Age <= settings.Transit : flight.Awaited),
    ];

    private void Push(int parent, JarState state, Step step)
    {
        if (state.Loss.Commits > settings.LosableCommits || !seen.Add(StateKey.Of(state, settings.SettlingTime + 1)))
            return;
        nodes.Add((parent, nodes[parent].Depth + 1, step));
        queue.Enqueue((state, nodes.Count - 1));
    }

    private List<Step> History(int node)
    {
        List<Step> steps = [];
        for (; node != 0; node = nodes[node].Parent)
            steps.Add(nodes[node].Step);
        steps.Reverse();
        return steps;
    }
}
