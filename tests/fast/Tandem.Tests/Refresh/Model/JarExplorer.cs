using System.Runtime.InteropServices;

using Tandem.Refresh;

namespace Tandem.Tests.Refresh.Model;

/// <summary>
/// Explores, breadth first and until there is nothing new, every history of an honest cookie jar that several tabs share without a
/// lock: lost, late and reordered replies, requests that arrive after the client gave up, reloads, sightings of access tokens, browsers
/// that crash, clocks that differ, databases that lose commits. It stops at the first history in which a tab is refused.
/// </summary>
internal sealed class JarExplorer
{
    private readonly JarSettings settings;
    private readonly IRefreshRules rules;
    private readonly StateKey key;
    private readonly StateSet seen = new();
    private readonly List<int> parents = [0];
    private readonly List<Step> steps = [default];
    private readonly HashSet<TheftMoment>? moments;
    private List<JarState> next = [];

    private JarExplorer(JarSettings settings, IRefreshRules rules, bool collectMoments)
    {
        this.settings = settings;
        this.rules = rules;
        key = new(settings, rules);
        moments = collectMoments ? [] : null;
    }

    public static Exploration Explore(JarSettings settings, IRefreshRules rules, bool collectMoments = false) =>
        new JarExplorer(settings, rules, collectMoments).Run();

    /// <summary>Explores all that the settings allow under the product's rules: nobody may be refused.</summary>
    public static void AssertNobodyIsRefused(string settings, int states)
    {
        var jar = new JarSettings(settings);
        var found = Explore(jar, new ProtocolRules(jar.Leeway));

        Assert.Null(found.Refusal);
        Assert.Equal(states, found.States);
        Assert.Equal(jar.Depth == int.MaxValue, found.IsComplete);
    }

    private Exploration Run()
    {
        var initial = JarState.Initial(settings);
        seen.Add(key.Of(initial));
        next.Add(initial);
        var depth = 0;
        for (List<JarState> now = []; next.Count > 0; depth++)
        {
            if (depth >= settings.Depth)
                return Found(depth, isComplete: false, null);
            (now, next) = (next, now);
            next.Clear();
            foreach (ref readonly var state in CollectionsMarshal.AsSpan(now))
            {
                if (Expand(state) is { } refusal)
                    return Found(depth, isComplete: false, $"{History(state.Node)}{refusal}");
            }
        }

        return Found(depth, isComplete: true, null);
    }

    private Exploration Found(int depth, bool isComplete, string? refusal) =>
        new(seen.Count, depth, isComplete, refusal, moments ?? []);

    /// <summary>Adds every state that one step leads to; returns the step that refuses the client, if there is one.</summary>
    private Step? Expand(in JarState state)
    {
        Pause(state);
        for (var tab = 0; tab < settings.Tabs; tab++)
        {
            if (Act(state, tab) is { } refusal)
                return refusal;
        }

        for (var i = 0; i < state.OrphanCount; i++)
        {
            if (!state.Orphans[i].IsAnswered)
            {
                if (Decide(state, tab: -1, orphan: i) is { } refusal)
                    return refusal;
                continue;
            }

            var after = state;
            after.Store(state.Orphans[i], settings);
            after.Drop(i);
            Push(state, after, Step.Of(StepKind.StoreLate, cookie: state.Orphans[i].Cookie));
        }

        Confirm(state);
        LoseCommits(state);
        Crash(state);
        return null;
    }

    private void Pause(in JarState state)
    {
        var tick = state;
        tick.Pass(1, settings);
        tick.AgeFlights(settings);
        Push(state, tick, Step.Of(StepKind.Tick));

        var pause = state;
        pause.Pass(key.Oldest + 1, settings);
        pause.Tabs = default;
        pause.Orphans = default;
        pause.OrphanCount = 0;
        Push(state, pause, Step.Of(StepKind.Long));

        if (!settings.Sleeping)
            return;
        var sleep = state;
        sleep.Pass(key.Oldest + 1, settings);
        foreach (ref var tab in (Span<Tab>)sleep.Tabs)
            tab.Mode = tab.Mode is TabMode.Quiet ? TabMode.Idle : tab.Mode;
        Push(state, sleep, Step.Of(StepKind.Sleep));
    }

    private Step? Act(in JarState state, int tab)
    {
        var (mode, flight) = state.Tabs[tab];
        if (mode is TabMode.Idle && state.OrphanCount + state.Busy < settings.MostInFlight)
        {
            var sent = state;
            sent.Tabs[tab] = new(TabMode.Busy, new(state.Jar, state.JarMade, 0, Flight.Unanswered, 0, tab));
            Push(state, sent, Step.Of(StepKind.Send, tab, state.Jar));
        }

        if (mode is not TabMode.Busy)
            return null;
        if (settings.Reloading)
        {
            var reloaded = state;
            reloaded.GiveUp(tab, settings);
            Push(state, reloaded, Step.Of(StepKind.Reload, tab));
        }

        if (!flight.IsAnswered)
            return Decide(state, tab, orphan: -1);
        var received = state;
        received.Store(flight, settings);
        received.Tabs[tab] = new(settings.Hasty ? TabMode.Idle : TabMode.Quiet, default);
        if (settings.Confirming)
            received.See(flight);
        Push(state, received, Step.Of(StepKind.Receive, tab, cookie: flight.Cookie));
        return null;
    }

    private Step? Decide(in JarState state, int tab, int orphan)
    {
        var flight = tab >= 0 ? state.Tabs[tab].Flight : state.Orphans[orphan];
        for (var ahead = 0; ahead <= settings.Skew; ahead++)
        {
            var now = state.Now + ahead;
            var decision = rules.Decide(state.Row, flight.Sent, flight.SentMade, now);
            var step = Step.Of(StepKind.Decide, generation: flight.Sent, cookie: decision.Cookie, outcome: decision.Outcome);
            if (decision.Outcome is RotationOutcome.Reuse)
                return step;

            var after = state;
            after.Row = decision.Next;
            var answer = flight with { Cookie = decision.Cookie, Made = now };
            if (tab >= 0)
                after.Tabs[tab].Flight = answer;
            else if (settings.StoresLate && decision.Cookie != Flight.AccessOnly)
                after.Orphans[orphan] = answer;
            else
                after.Drop(orphan);

            var writes = decision.Next != state.Row;
            if (writes && state.LossesLeft > 0 && !state.IsLossPrepared)
            {
                // From here on what is written will be lost.
                var prepared = after;
                (prepared.Durable, prepared.IsLossPrepared, prepared.Commits) = (state.Row, true, 1);
                prepared.LossesLeft--;
                Push(state, prepared, step);
            }

            if (writes && state.IsLossPrepared)
                after.Commits++;
            if (after.Commits <= settings.LosableCommits)
                Push(state, after, step);
        }

        return null;
    }

    private void Confirm(in JarState state)
    {
        for (var i = 0; i < state.SightingCount; i++)
        {
            var (generation, made) = state.Sightings[i];
            if (!rules.Confirms(state.Row, generation, made, state.Now + settings.Skew))
                continue;
            var after = state;
            after.Row = state.Row with { Confirmed = generation };
            Push(state, after, Step.Of(StepKind.Confirm, generation: generation));
        }
    }

    private void LoseCommits(in JarState state)
    {
        if (!state.IsLossPrepared)
            return;
        var after = state;
        (after.Row, after.Durable, after.IsLossPrepared, after.Commits) = (state.Durable, default, false, 0);
        Push(state, after, Step.Of(StepKind.LoseCommits, generation: state.Commits));
    }

    private void Crash(in JarState state)
    {
        if (!settings.Crashing || state.Disk == state.Jar)
            return;
        var written = state;
        written.WriteJar();
        Push(state, written, Step.Of(StepKind.Write, generation: state.Jar));

        var crashed = state;
        crashed.Crash(settings);
        Push(state, crashed, Step.Of(StepKind.Crash, generation: crashed.Jar));
    }

    private void Push(in JarState from, JarState state, Step step)
    {
        if (settings.Confirming)
            key.Prune(ref state);
        if (!seen.Add(key.Of(state)))
            return;
        state.Node = parents.Count;
        parents.Add(from.Node);
        steps.Add(step);
        next.Add(state);
        moments?.Add(TheftMoment.Of(state.Row, state.Jar));
    }

    private string History(int node)
    {
        List<string> history = [""];
        for (; node != 0; node = parents[node])
            history.Add(steps[node].ToString());
        history.Reverse();
        return string.Join(" | ", history);
    }
}
