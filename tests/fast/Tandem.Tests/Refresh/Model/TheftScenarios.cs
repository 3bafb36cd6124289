using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>
/// Plays every theft: at every moment of a session's first generations, every token that was ever delivered is copied; then owner
/// and thief present what they hold in turn, outside all windows, until the session is dead.
/// </summary>
internal sealed class TheftScenarios
{
    public const int LongestPlay = 9;
    private const int LastGeneration = 6;

    private readonly DecisionRule decide;
    private readonly int apart;
    private readonly Stack<Presentation> played = new();
    private Presentation[] worst = [];
    private int plays;
    private int neverDetected;

    private TheftScenarios(int leeway, DecisionRule decide) => (this.decide, apart) = (decide, Apart(leeway));

    /// <summary>Plays from every start, <paramref name="lostCommits"/> being lost at the moment of the theft.</summary>
    public static TheftResult PlayAll(int leeway, DecisionRule decide, int lostCommits = 0)
    {
        var theft = new TheftScenarios(leeway, decide);
        foreach (var start in Starts(leeway, decide).Where(start => start.Past.Length >= lostCommits))
        {
            var now = lostCommits == 0 ? start : start.Losing(lostCommits);
            foreach (var stolen in start.Delivered)
            {
                theft.Play(now.Row, now.Now, now.Jar, [stolen], thiefsTurn: false);
                theft.Play(now.Row, now.Now, now.Jar, [stolen], thiefsTurn: true);
            }
        }

        return new(theft.plays, theft.neverDetected, theft.worst);
    }

    /// <summary>Every moment an owner alone can reach, each answer being received or lost.</summary>
    public static IReadOnlyList<TheftStart> Starts(int leeway, DecisionRule decide)
    {
        var apart = Apart(leeway);
        List<TheftStart> starts = [];
        HashSet<string> seen = [];
        Queue<TheftStart> queue = new([TheftStart.Initial]);
        while (queue.TryDequeue(out var start))
        {
            if (!seen.Add(start.Key(apart)) || start.Row.Issued > LastGeneration)
                continue;
            starts.Add(start);
            foreach (var pause in (int[])[0, leeway + 1, apart])
            {
                var now = start.Now + pause;
                var decision = decide(start.Row, start.Jar, ModelClock.At(now));
                if (decision.Outcome is RotationOutcome.Reuse)
                    continue;
                var answer = Answer(decision, start.Jar);
                var lost = start with
                {
                    Row = decision.Next,
                    Now = now,
                    Past = decision.Next == start.Row ? start.Past : [.. start.Past, start.Row],
                };
                queue.Enqueue(lost with { Jar = answer, Delivered = [.. start.Delivered.Append(answer).Distinct().Order()] });
                queue.Enqueue(lost);
            }
        }

        return starts;
    }

    private void Play(RotationState row, int now, long owners, long[] thiefs, bool thiefsTurn)
    {
        plays++;
        if (played.Count > LongestPlay)
        {
            neverDetected++;
            return;
        }

        now += apart;
        foreach (var generation in thiefsTurn ? thiefs : [owners])
        {
            var decision = decide(row, generation, ModelClock.At(now));
            played.Push(new(thiefsTurn, generation, decision.Outcome, decision.Generation));
            if (decision.Outcome is RotationOutcome.Reuse)
                Detected();
            else if (thiefsTurn)
                Play(decision.Next, now, owners, [.. thiefs.Append(Answer(decision, generation)).Distinct().Order()], thiefsTurn: false);
            else
                Play(decision.Next, now, Answer(decision, generation), thiefs, thiefsTurn: true);
            played.Pop();
        }
    }

    private void Detected()
    {
        if (played.Count > worst.Length)
            worst = [.. played.Reverse()];
    }

    private static int Apart(int leeway) => (2 * leeway) + 1;

    private static long Answer(RotationDecision decision, long presented) =>
        decision.HandsOutRefreshToken ? decision.Generation : presented;
}
