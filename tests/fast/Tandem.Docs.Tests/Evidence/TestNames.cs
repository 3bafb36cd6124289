using System.Text.RegularExpressions;

namespace Tandem.Docs.Tests.Evidence;

/// <summary>The tests of the repository by name, read from their source: the docs name tests of projects that this one does not load.</summary>
internal static partial class TestNames
{
    private static readonly Lazy<HashSet<string>> Known = new(() => [.. Read()]);

    /// <summary>Whether there is a test of this name, <c>Class.Method</c>, or such a class of tests.</summary>
    public static bool Exists(string name) => Known.Value.Contains(name);

    private static IEnumerable<string> Read()
    {
        foreach (var path in CheckedInFiles.Below(Repository.PathOf("tests"), "*.cs"))
        {
            var source = File.ReadAllText(path);
            if (Class().Match(source) is not { Success: true } found)
                continue;
            var name = found.Groups[1].Value;
            yield return name;
            foreach (Match test in Test().Matches(source))
                yield return $"{name}.{test.Groups[1].Value}";
        }
    }

    [GeneratedRegex(@"^public (?:sealed |abstract )?(?:partial )?class (\w+)", RegexOptions.Multiline)]
    private static partial Regex Class();

    // The method after an attribute that makes it a test; other attributes and comments may stand between.
    [GeneratedRegex(@"\[(?:Fact|Theory)\b[^\n]*\n(?:\s*(?:\[|//|///)[^\n]*\n)*\s*(?:public|internal) [\w<>\[\]? ]*?(\w+)\(")]
    private static partial Regex Test();
}
