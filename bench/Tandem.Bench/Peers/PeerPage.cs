using Tandem.Bench.Report;

namespace Tandem.Bench.Peers;

/// <summary>Shows results: as tables, and in the documentation as tables and a picture.</summary>
internal static class PeerPage
{
    private const string Start = "<!-- Written by `bench peers` with its option picture. -->", End = "<!-- End of what it writes. -->";

    /// <summary>Writes the committed figures into the documentation.</summary>
    public static void Write(string root)
    {
        var results = PeerResults.Read(Path.Combine(root, "bench", "peers", "results.json"));
        File.WriteAllText(Path.Combine(root, "docs", "images", "peers.svg"), PeerPicture.Draw(results));
        var page = Path.Combine(root, "docs", "performance.md");
        var text = File.ReadAllText(page);
        using var tables = new StringWriter();
        WriteTables(tables, results);
        var before = text[..(text.IndexOf(Start, StringComparison.Ordinal) + Start.Length)];
        var after = text[text.IndexOf(End, StringComparison.Ordinal)..];
        File.WriteAllText(page, $"{before}\n\n{tables.ToString().Trim()}\n\n{after}");
    }

    public static void WriteTables(TextWriter target, PeerResults results)
    {
        target.WriteLine(FormattableString.Invariant(
            $"{results.Machine}; {results.Disk}. {results.Sessions:n0} sessions in each database; medians of {results.Rounds} rounds of {results.Seconds} s, in turn."));
        target.WriteLine();
        foreach (var operation in results.Results.GroupBy(one => one.Operation))
        {
            var table = new MarkdownTable(
                $"{operation.Key}, {operation.First().Clients} connections", "requests/s", "p50 ms", "p99 ms", "server µs each", "commits each", "Tandem makes");
            foreach (var one in operation)
            {
                table.Add(
                    one.Title, one.PerSecond, one.P50, one.P99, one.ServerMicroseconds, one.CommitsEach,
                    one.Tandem is { } times ? FormattableString.Invariant($"{times:n2} x") : null);
            }

            table.Write(target);
        }
    }
}
