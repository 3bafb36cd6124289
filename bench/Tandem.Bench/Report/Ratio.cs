using System.Globalization;

namespace Tandem.Bench.Report;

/// <summary>What rounds in turn say about two figures: the median of their ratios, which the machine's other work hardly moves.</summary>
internal sealed record Ratio(double Median, double Lowest, double Highest, int Rounds)
{
    public static Ratio Of(IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToList();
        return new(sorted[sorted.Count / 2], sorted[0], sorted[^1], sorted.Count);
    }

    /// <summary>Such as <c>61 % (median of 3; 49 % to 63 %)</c>.</summary>
    public string AsShare() => Text("p0", "");

    /// <summary>Such as <c>3.10 x (median of 3; 2.90 x to 3.20 x)</c>.</summary>
    public string AsFactor() => Text("n2", " x");

    private string Text(string format, string unit)
    {
        return $"{One(Median)} (median of {Rounds}; {One(Lowest)} to {One(Highest)})";

        string One(double value) => value.ToString(format, CultureInfo.InvariantCulture) + unit;
    }
}
