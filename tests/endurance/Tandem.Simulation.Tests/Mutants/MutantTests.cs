using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Playing;

namespace Tandem.Simulation.Tests.Mutants;

/// <summary>
/// Rules with one thing changed are noticed, each by a history in which the product's hold. Where what a history does changes, its seed is
/// looked for anew: <c>./test simulate --mutant all</c>.
/// </summary>
public sealed class MutantTests
{
    [Theory]
    [MemberData(nameof(Noticed))]
    public void A_changed_rule_is_noticed(string name, long seed, string invariant)
    {
        var mutant = Mutant.All.Single(mutant => mutant.Name == name);

        Assert.Equal(invariant, History.Play(seed, mutant, new Tally())?.Invariant.ToString());
        Assert.Null(History.Play(seed, Rules.Product, new Tally()));
    }

    [Fact]
    public void Every_changed_rule_is_tried()
    {
        var tried = Noticed.Select(row => row.Data.Item1).ToArray();

        Assert.True(tried.Length >= 20);
        Assert.Equal(Mutant.All.Select(mutant => mutant.Name).Order(), tried.Order());
        Assert.Equal(Enum.GetNames<Invariant>().Order(), Noticed.Select(row => row.Data.Item3).Distinct().Order());
    }

    public static TheoryData<string, long, string> Noticed { get; } = new()
    {
    };
}
