using System.Text.RegularExpressions;

using Tandem.AspNetCore;
using Tandem.Docs.Tests.Markdown;

namespace Tandem.Docs.Tests.Reference;

public sealed partial class MentionTests
{
    [Fact]
    public void Every_configuration_key_that_a_page_names_exists()
    {
        var unknown = from file in MarkdownFile.All()
                      from text in file.Blocks.Select(block => block.Text).Append(file.Prose)
                      from Match mention in Key().Matches(text)
                      let name = mention.Groups["name"].Value.Replace("__", ":", StringComparison.Ordinal)
                      where !Exists(name)
                      select $"{file.Name}: {mention.Value}";

        Findings.None(unknown);
    }

    // A key, a group of keys, or an item of a list.
    private static bool Exists(string name) => ConfigurationKeys.All.Select(key => key.Name).Concat(ConfigurationKeys.WithoutEffect)
        .Any(known => known == name || known.StartsWith(name + ":", StringComparison.Ordinal) || Position().Replace(name, "") == known);

    [GeneratedRegex(@"\bTandem(?<between>:|__)(?<name>[A-Z][A-Za-z]*(?:\k<between>[A-Za-z0-9]+)*)")]
    private static partial Regex Key();

    [GeneratedRegex(":[0-9]+$")]
    private static partial Regex Position();
}
