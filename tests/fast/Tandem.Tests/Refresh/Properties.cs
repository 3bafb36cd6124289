using FsCheck;
using FsCheck.Fluent;

namespace Tandem.Tests.Refresh;

/// <summary>Runs a property from a fixed seed, so that a failure stays; what FsCheck prints on failure names the seed as well.</summary>
internal static class Properties
{
    private const ulong Seed = 20_310_506, Gamma = 70_809;

    public static void HoldsFor<T>(Arbitrary<T> values, int tests, Action<T> assertion) =>
        Prop.ForAll(values, assertion).Check(Config.QuickThrowOnFailure.WithMaxTest(tests).WithReplay(Seed, Gamma));
}
