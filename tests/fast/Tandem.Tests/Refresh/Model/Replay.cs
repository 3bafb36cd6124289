namespace Tandem.Tests.Refresh.Model;

/// <summary>
/// Takes given steps under the product's rules and writes down what comes of them. The steps say who acts, not with what result:
/// <c>tab0 sends | server answers tab0 | tab0 receives | tick | long | token of tab0 seen | database loses 1</c>.
/// </summary>
internal sealed class Replay
{
    private readonly JarSettings settings = new("");
    private readonly ProtocolRules rules;
    private readonly Dictionary<int, Sighting> tokens = [];
    private readonly List<Row> past = [];
    private JarState state;

    private Replay()
    {
        rules = new ProtocolRules(settings.Leeway);
        state = JarState.Initial(settings);
    }

    public static string Of(string steps)
    {
        var replay = new Replay();
        return string.Join(" | ", steps.Split(" | ").Select(replay.Take));
    }

    private string Take(string step)
    {
        switch (step.Split(' '))
        {
            case ["tick"]:
                state.Pass(1, settings);
                return step;
            case ["long"]:
                state.Pass(2 * rules.SettlingTime, settings);
                return step;
            case [var tab, "sends"]:
                return Send(NumberOf(tab));
            case ["server", "answers", var tab]:
                return Decide(NumberOf(tab));
            case [var tab, "receives"]:
                return Receive(NumberOf(tab));
            case ["token", "of", var tab, "seen"]:
                return See(tokens[NumberOf(tab)]);
            case ["database", "loses", var count]:
                return Lose(NumberOf(count));
            default:
                throw new ArgumentException($"No such step: {step}", nameof(step));
        }
    }

    private string Send(int tab)
    {
        state.Tabs[tab].Flight = new(state.Jar, state.JarMade, 0, Flight.Unanswered, 0, tab);
        return Step.Of(StepKind.Send, tab, state.Jar).ToString();
    }

    private string Decide(int tab)
    {
        var flight = state.Tabs[tab].Flight;
        var decision = rules.Decide(state.Row, flight.Sent, flight.SentMade, state.Now);
        state.Tabs[tab].Flight = flight with { Cookie = decision.Cookie, Made = state.Now };
        Write(decision.Next);
        return Step.Of(StepKind.Decide, tab, flight.Sent, decision.Cookie, decision.Outcome).ToString();
    }

    private string Receive(int tab)
    {
        var flight = state.Tabs[tab].Flight;
        state.Store(flight, settings);
        tokens[tab] = new(flight.Named, flight.Made);
        return Step.Of(StepKind.Receive, tab, cookie: flight.Cookie).ToString();
    }

    private string See(Sighting token)
    {
        var seen = Step.Of(StepKind.Confirm, generation: token.Generation).ToString();
        if (!rules.Confirms(state.Row, token.Generation, token.Made, state.Now))
            return seen + " in vain";
        Write(state.Row with { Confirmed = token.Generation });
        return seen;
    }

    private string Lose(int commits)
    {
        state.Row = past[^commits];
        past.RemoveRange(past.Count - commits, commits);
        return Step.Of(StepKind.LoseCommits, generation: commits).ToString();
    }

    private void Write(in Row next)
    {
        if (next == state.Row)
            return;
        past.Add(state.Row);
        state.Row = next;
    }

    private static int NumberOf(string word) => word[^1] - '0';
}
