namespace Tandem.Programs.Tests.Verifiers;

/// <summary>The tables of <c>docs/reference/verifiers.md</c>.</summary>
internal static class VerifiersPage
{
    /// <summary>The rows below a heading, by their first cell; the other cells follow. Code marks are left out.</summary>
    public static IReadOnlyDictionary<string, string[]> Table(string heading) =>
        File.ReadLines(Repository.PathOf("docs", "reference", "verifiers.md"))
            .SkipWhile(line => line != $"## {heading}")
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Replace("`", "", StringComparison.Ordinal).Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[0], cells => cells[1..]);
}
