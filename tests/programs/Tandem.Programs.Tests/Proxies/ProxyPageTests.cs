using System.Text.RegularExpressions;

namespace Tandem.Programs.Tests.Proxies;

/// <summary>The reference of proxies shows the recipes that the tests run, and no others.</summary>
public sealed partial class ProxyPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "reference", "proxies.md"));

    [Fact]
    public void Every_recipe_is_shown_as_it_is_run()
    {
        var shown = Recipe().Matches(Page).ToDictionary(recipe => recipe.Groups["file"].Value, recipe => recipe.Groups["text"].Value);

        Assert.Equal(ProxyRecipe.All.ToDictionary(recipe => recipe.File, recipe => File.ReadAllText(Repository.PathOf("samples", "deployments", "proxies", recipe.File))), shown);
    }

    [Fact]
    public void The_table_has_the_proxies_that_are_tested_and_whether_they_end_TLS()
    {
        var rows = Row().Matches(Page).Select(row => (row.Groups["name"].Value, row.Groups["tls"].Value == "yes"));

        Assert.Equal(ProxyRecipe.All.Select(recipe => (recipe.Name, recipe.IsSecure)), rows);
    }

    [GeneratedRegex(@"<!-- file: samples/deployments/proxies/(?<file>\S+) -->\n```[a-z]+\n(?<text>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Recipe();

    [GeneratedRegex(@"^\| \[(?<name>[\w.]+)\]\(#\w+\) \| [^|]+ \| (?<tls>yes|no) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
