using System.Globalization;

namespace Tandem.Hostile.Tests.Timing;

/// <summary>
/// Whether two situations take equally long, from rounds in which each was measured once.
/// </summary>
/// <remarks>
/// Compared are the means of the faster third of each: what a shared machine, a full disk queue or the garbage collector do to a
/// sample is to make it slower, often by more than the evaluation itself takes, so the faster samples are those that show the work.
/// Means of all samples (Welch's t-test) drown in the slow ones; tests on ranks of all (Mann-Whitney, Kolmogorov-Smirnov, Wilcoxon)
/// were tried and miss a millisecond while the machine is busy. How far such a difference strays without a leak is taken from the
/// samples themselves: within a round the order is random, so that without a leak either time could as well have been the other's, and
/// the differences after swapping in rounds chosen at random are what chance makes (a permutation test). Nothing is assumed of the
/// distribution, and drift of the machine cancels. With thousands of samples anything is significant; so the difference must also be
/// large enough to matter.
/// </remarks>
/// <param name="Milliseconds">By how much the first takes longer.</param>
/// <param name="Probability">Of a difference at least as large without any leak; two-sided.</param>
/// <param name="Rounds">How many there were.</param>
internal sealed record PairedDifference(double Milliseconds, double Probability, int Rounds)
{
    /// <summary>A smaller difference, in milliseconds, is no alarm: a hundredth of an evaluation, and less than networks vary.</summary>
    public const double Matters = 0.25;

    /// <summary>One false alarm in a thousand runs, over all comparisons of a run.</summary>
    public const double FalseAlarms = 0.001;

    private const int Permutations = 1000;

    /// <summary>Compares the samples of two situations, round by round.</summary>
    public static PairedDifference Of(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] a = [.. first], b = [.. second];
        var difference = FasterThird(a) - FasterThird(b);
        var random = new Random(1);
        var chance = 0.0;
        for (var permutation = 0; permutation < Permutations; permutation++)
        {
            for (var round = 0; round < a.Length; round++)
            {
                if (random.Next(2) == 0)
                    (a[round], b[round]) = (b[round], a[round]);
            }

            chance += Math.Pow(FasterThird(a) - FasterThird(b), 2);
        }

        return new PairedDifference(difference, TwoSided(Math.Abs(difference) / Math.Sqrt(chance / Permutations)), a.Length);
    }

    /// <summary>Whether this is a leak, being one of so many comparisons (Bonferroni).</summary>
    public bool IsLeak(int comparisons) => Probability < FalseAlarms / comparisons && Math.Abs(Milliseconds) > Matters;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Milliseconds:+0.000;-0.000} ms in {Rounds} rounds, p = {Probability:0.0e+0}");

    private static double FasterThird(double[] samples)
    {
        var ordered = (double[])samples.Clone();
        Array.Sort(ordered);
        return ordered.AsSpan(0, Math.Max(1, ordered.Length / 3)).ToArray().Average();
    }

    // The tail of the normal distribution, by Abramowitz and Stegun 26.2.17 to 7.5e-8, and by its first term far out.
    private static double TwoSided(double z)
    {
        var density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (z > 5)
            return 2 * density / z;
        var t = 1 / (1 + (0.2316419 * z));
        var tail = density * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return Math.Clamp(2 * tail, 0, 1);
    }
}
