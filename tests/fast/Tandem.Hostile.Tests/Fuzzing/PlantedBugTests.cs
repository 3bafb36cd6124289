using System.Reflection;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>The fuzzer and its oracles can fail: bugs that were put there are found.</summary>
[Collection(typeof(OneCoverageMap))]
public sealed class PlantedBugTests
{
    // Far fewer than guessing needs: eight bytes are one in 2^64, and each is a branch that the map tells apart.
    private const long Budget = 3_000_000;

    [Fact]
    public void A_bug_behind_eight_right_bytes_is_found_by_following_branches()
    {
        var finding = Run("eight bytes");

        Assert.Contains("The eight bytes.", finding, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("memory", "allocated")]
    [InlineData("time", "ms.")]
    [InlineData("exception", "IndexOutOfRange")]
    public void Memory_time_and_exceptions_beyond_the_bounds_are_found(string bug, string told) =>
        Assert.Contains(told, Run(bug), StringComparison.Ordinal);

    private static string Run(string bug)
    {
        var run = InstrumentedContext.Only.Value.Counterpart(typeof(PlantedBugTarget)).GetMethod(nameof(PlantedBugTarget.Hunt), BindingFlags.Public | BindingFlags.Static)!;
        return Assert.IsType<string>(run.Invoke(null, [bug, Budget]));
    }
}
