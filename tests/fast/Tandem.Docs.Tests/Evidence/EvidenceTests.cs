using System.Text.RegularExpressions;

using Tandem.Docs.Tests.Markdown;

namespace Tandem.Docs.Tests.Evidence;

/// <summary>A page that says which test shows what must not outlive the test.</summary>
public sealed partial class EvidenceTests
{
    [Theory]
    [InlineData("docs/spec-coverage.md")]
    [InlineData("docs/threat-model.md")]
    public void Every_row_names_tests_and_files_that_exist(string page)
    {
        var rows = Rows(page).ToList();

        Assert.NotEmpty(rows);
        Findings.None(rows.SelectMany(Faults));
    }

    [Fact]
    public void A_test_that_does_not_exist_is_found()
    {
        Assert.True(TestNames.Exists(nameof(EvidenceTests)));
        Assert.True(TestNames.Exists($"{nameof(EvidenceTests)}.{nameof(A_test_that_does_not_exist_is_found)}"));
        Assert.False(TestNames.Exists($"{nameof(EvidenceTests)}.{nameof(Faults)}"));
        Assert.Single(Faults("| RFC 1 §1 | a rule | `src/Tandem/MasterKeys/Installation.cs` | `EvidenceTests.No_such_test` |"));
        Assert.Single(Faults("| RFC 1 §1 | a rule | `src/Tandem/None.cs` | `EvidenceTests` |"));
        Assert.Single(Faults("| RFC 1 §1 | a rule | | no test |"));
    }

    // The rows of the tables whose last column is "test", without their heads.
    private static IEnumerable<string> Rows(string page)
    {
        var inTable = false;
        foreach (var line in MarkdownFile.Read(page).Prose.Split('\n'))
        {
            if (!line.StartsWith('|'))
                inTable = false;
            else if (line.EndsWith("| test |", StringComparison.Ordinal))
                inTable = true;
            else if (inTable && !line.StartsWith("|---", StringComparison.Ordinal))
                yield return line;
        }
    }

    private static IEnumerable<string> Faults(string row)
    {
        var cells = row.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries);
        var tests = Code().Matches(cells[^1]).Select(match => match.Groups[1].Value).ToList();
        if (tests.Count == 0)
            yield return $"{row}: no test";
        foreach (var test in tests.Where(test => !TestNames.Exists(test)))
            yield return $"{cells[0]}: there is no test {test}";
        foreach (var path in Code().Matches(row).Select(match => match.Groups[1].Value).Where(IsPath))
        {
            if (!File.Exists(Repository.PathOf(path)) && !Directory.Exists(Repository.PathOf(path)))
                yield return $"{cells[0]}: there is no {path}";
        }
    }

    private static bool IsPath(string code) => code.StartsWith("src/", StringComparison.Ordinal) || code.StartsWith("packages/", StringComparison.Ordinal);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
