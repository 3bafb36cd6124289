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
        { "repeat-with-cookie", 6928, nameof(Invariant.I3ThiefIsFound) },
        { "repeat-with-newest", 6928, nameof(Invariant.I3ThiefIsFound) },
        { "only-newest", 967, nameof(Invariant.I1HonestPromise) },
        { "forward-accepts", 2485, nameof(Invariant.I1HonestPromise) },
        { "forward-at-once", 2485, nameof(Invariant.I1HonestPromise) },
        { "confirm-newest", 43, nameof(Invariant.I3ThiefIsFound) },
        { "presented-at-once", 1044, nameof(Invariant.I1HonestPromise) },
        { "presented-never", 43, nameof(Invariant.I3ThiefIsFound) },
        { "nothing-confirms", 2, nameof(Invariant.I3ThiefIsFound) },
        { "no-recovery", 73, nameof(Invariant.I1HonestPromise) },
        { "converge-forever", 2, nameof(Invariant.I3ThiefIsFound) },
        { "recover-with-issued", 3, nameof(Invariant.I3ThiefIsFound) },
        { "recover-kills-earlier", 967, nameof(Invariant.I1HonestPromise) },
        { "recover-unsettled", 5114, nameof(Invariant.I1HonestPromise) },
        { "recover-though-confirmed", 2, nameof(Invariant.I3ThiefIsFound) },
        { "dead-generations-converge", 3, nameof(Invariant.I3ThiefIsFound) },
        { "settle-one-leeway", 1190, nameof(Invariant.I1HonestPromise) },
        { "settle-never", 1, nameof(Invariant.I4OneStep) },
        { "row-time-of-another-clock", 1, nameof(Invariant.I4OneStep) },
        { "absolute-end-not-stored", 1, nameof(Invariant.I5EndsHold) },
        { "idle-end-ignored", 677, nameof(Invariant.I5EndsHold) },
        { "seen-at-once", 21387, nameof(Invariant.I1HonestPromise) },
        { "others-live", 3, nameof(Invariant.I3ThiefIsFound) },
        { "rotates-predecessor", 93, nameof(Invariant.I3ThiefIsFound) },
        { "skips-generation", 1, nameof(Invariant.I4OneStep) },
        { "rotates-revoked", 2, nameof(Invariant.I2DeadStaysDead) },
        { "rotates-forged", 110, nameof(Invariant.I2DeadStaysDead) },
        { "advances-blindly", 518, nameof(Invariant.I4OneStep) },
        { "reuse-only-refuses", 2, nameof(Invariant.I2DeadStaysDead) },
        { "revocation-in-memory", 3498, nameof(Invariant.I6SignOutSurvives) },
        { "sign-out-before-commit", 2492, nameof(Invariant.I6SignOutSurvives) },
        { "epoch-stays", 86, nameof(Invariant.I2DeadStaysDead) },
        { "sessions-stay-behind", 1, nameof(Invariant.I1HonestPromise) },
        { "denies-late", 446, nameof(Invariant.I2DeadStaysDead) },
        { "feed-is-silent", 53, nameof(Invariant.I2DeadStaysDead) },
    };
}
