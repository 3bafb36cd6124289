namespace Tandem.Soak.Schedule;

/// <summary>Everything that one person does in a run. It follows from seed and number, so every contender meets the same.</summary>
internal static class Timetable
{
    private const int FewestTabs = 2;
    private static readonly TimeSpan MeanPause = TimeSpan.FromMilliseconds(500);

    public static IReadOnlyList<Step> Of(SoakPlan plan, int visitor)
    {
        var random = new SeededRandom(plan.Seed, visitor);
        var steps = new List<Step>();
        var awake = Enumerable.Range(1, plan.FirstTabs).ToList();
        var asleep = new PriorityQueue<int, TimeSpan>();
        var last = plan.FirstTabs;

        var now = TimeSpan.Zero;
        while (true)
        {
            now += -Math.Log(1 - random.NextDouble()) * MeanPause;
            if (now >= plan.Duration)
                return steps;
            while (asleep.TryPeek(out var tab, out var at) && at <= now)
                steps.Add(new(at, StepKind.Wake, Move(tab)));

            var choice = random.NextDouble();
            var one = awake[random.Next(awake.Count)];
            if (choice < 0.015 && awake.Count + asleep.Count < plan.MostTabs)
                Open();
            else if (choice is >= 0.015 and < 0.03 && awake.Count > FewestTabs)
                Close(one);
            else if (choice is >= 0.03 and < 0.05)
                Add(StepKind.Reload, one);
            else if (choice is >= 0.05 and < 0.06 && awake.Count > FewestTabs)
                Sleep(one);
            else if (choice is >= 0.06 and < 0.064)
                // Nobody is there, and no page asks for anything: the access token ends unseen.
                now += TimeSpan.FromSeconds(8 + (7 * random.NextDouble()));
            else
                Add(random.NextDouble() < 0.25 ? StepKind.View : StepKind.Poll, one);
        }

        void Add(StepKind kind, int tab) => steps.Add(new(now, kind, tab));

        void Open()
        {
            awake.Add(++last);
            Add(StepKind.Open, last);
        }

        void Close(int tab)
        {
            awake.Remove(tab);
            Add(StepKind.Close, tab);
        }

        void Sleep(int tab)
        {
            awake.Remove(tab);
            asleep.Enqueue(tab, now + TimeSpan.FromSeconds(2 + (10 * random.NextDouble())));
            Add(StepKind.Sleep, tab);
        }

        int Move(int tab)
        {
            asleep.Dequeue();
            awake.Add(tab);
            return tab;
        }
    }
}
