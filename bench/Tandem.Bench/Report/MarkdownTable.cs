using System.Globalization;

namespace Tandem.Bench.Report;

/// <summary>A table that can be pasted; the first column is text, the others are numbers.</summary>
internal sealed class MarkdownTable(params string[] columns)
{
    private readonly List<string[]> rows = [];

    public void Add(params object?[] cells) => rows.Add([.. cells.Select(Text)]);

    public void Write(TextWriter target)
    {
        target.WriteLine($"| {string.Join(" | ", columns)} |");
        target.WriteLine($"|---|{string.Concat(Enumerable.Repeat("---:|", columns.Length - 1))}");
        foreach (var row in rows)
            target.WriteLine($"| {string.Join(" | ", row)} |");
        target.WriteLine();
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        double number when number >= 100 => number.ToString("n0", CultureInfo.InvariantCulture),
        double number => number.ToString("n2", CultureInfo.InvariantCulture),
        TimeSpan time => time.TotalMilliseconds.ToString("n2", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!,
    };
}
