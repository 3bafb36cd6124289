using Tandem.Soak.Schedule;

namespace Tandem.Soak.Tests;

public sealed class TimetableTests
{
    private static readonly SoakPlan Plan = new() { Duration = TimeSpan.FromHours(1) };

    [Fact]
    public void The_same_seed_makes_the_same_day_and_another_person_has_another() =>
        Assert.Multiple(
            () => Assert.Equal(Timetable.Of(Plan, 1), Timetable.Of(Plan with { }, 1)),
            () => Assert.NotEqual(Timetable.Of(Plan, 1), Timetable.Of(Plan, 2)),
            () => Assert.NotEqual(Timetable.Of(Plan, 1), Timetable.Of(Plan with { Seed = 2 }, 1)));

    [Fact]
    public void Nothing_happens_in_a_tab_that_is_closed_or_asleep_and_everything_happens_in_order()
    {
        var steps = Timetable.Of(Plan, 1);
        var awake = Enumerable.Range(1, Plan.FirstTabs).ToHashSet();
        var asleep = new HashSet<int>();

        foreach (var step in steps)
        {
            var allowed = step.Kind switch
            {
                StepKind.Open => awake.Add(step.Tab),
                StepKind.Close => awake.Remove(step.Tab),
                StepKind.Sleep => awake.Remove(step.Tab) && asleep.Add(step.Tab),
                StepKind.Wake => asleep.Remove(step.Tab) && awake.Add(step.Tab),
                _ => awake.Contains(step.Tab),
            };
            Assert.True(allowed, step.ToString());
            Assert.InRange(awake.Count + asleep.Count, 2, Plan.MostTabs);
        }

        Assert.Equal(steps.OrderBy(step => step.At).Select(step => step.At), steps.Select(step => step.At));
        Assert.Equal(Enum.GetValues<StepKind>(), steps.Select(step => step.Kind).Distinct().Order());
    }
}
