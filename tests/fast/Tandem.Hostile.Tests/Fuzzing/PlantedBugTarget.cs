using SharpFuzz.Common;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>A target with a bug of a chosen kind. This assembly is not instrumented, so it marks its branches itself.</summary>
internal sealed class PlantedBugTarget(string bug) : FuzzTarget
{
    private static readonly byte[] Secret = "\x91T\x07nd\xe3m!"u8.ToArray();

    public override IReadOnlyList<string> Dictionary => [];

    public override IEnumerable<byte[]> Seeds => ["a seed of some length"u8.ToArray()];

    /// <summary>What is found within so many inputs, or null.</summary>
    public static string? Hunt(string bug, long budget)
    {
        var target = new PlantedBugTarget(bug);
        return new Campaign(target, seed: 1).Run(target.Seeds, TimeSpan.FromMinutes(1), budget)?.Finding.ToString();
    }

    public override void Give(byte[] input)
    {
        switch (bug)
        {
            case "memory":
                _ = Within(64, () => new byte[128]);
                break;
            case "time":
                _ = Within(1024, () => SpinWait.SpinUntil(() => false, 150));
                break;
            case "exception" when input.Length > 64:
                _ = input[input.Length];
                break;
            case "eight bytes":
                Must(Matching(input) < Secret.Length, "The eight bytes.");
                break;
        }
    }

    private static unsafe int Matching(byte[] input)
    {
        var at = 0;
        while (at < Secret.Length && at < input.Length && input[at] == Secret[at])
            Trace.SharedMem[1 + at++]++;
        return at;
    }
}
