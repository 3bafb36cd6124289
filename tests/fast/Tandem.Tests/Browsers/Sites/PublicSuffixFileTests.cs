using Tandem.Browsers.Sites;
using Tandem.Processes.Testing;

namespace Tandem.Tests.Browsers.Sites;

/// <summary>The checked-in list is what its package has, and all of it is read.</summary>
public sealed class PublicSuffixFileTests
{
    private static readonly string File = Repository.PathOf("src", "Tandem", "Browsers", "Sites", "public-suffixes.txt");

    [Fact]
    public async Task The_file_is_what_the_script_makes_of_the_installed_package()
    {
        Assert.True(Directory.Exists(Repository.PathOf("node_modules", "tldts")), "The package tldts is missing: run npm ci.");
        var end = await RunningProgram.RunAsync(new ProgramStart("node", ["eng/public-suffixes.mjs", "--print"], Repository.Root));

        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.Equal(await System.IO.File.ReadAllTextAsync(File, TestContext.Current.CancellationToken), end.Output);
    }

    [Fact]
    public void Every_rule_of_the_file_is_in_force()
    {
        var rules = System.IO.File.ReadLines(File).Where(line => !line.StartsWith('/')).ToList();

        Assert.InRange(rules.Count, 9_000, 20_000);
        Assert.All(rules, rule => Assert.True(InForce(rule), rule));
    }

    private static bool InForce(string rule) => rule[0] switch
    {
        '!' => PublicSuffixList.RegistrableDomain(rule[1..]) == rule[1..],
        '*' => PublicSuffixList.PublicSuffix($"no-such-label.any{rule[1..]}") == $"any{rule[1..]}",
        _ => PublicSuffixList.PublicSuffix($"no-such-label.{rule}") == rule,
    };
}
