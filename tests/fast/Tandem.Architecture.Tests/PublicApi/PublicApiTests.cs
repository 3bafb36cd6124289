using System.Reflection;

using Tandem.Processes.Testing;

namespace Tandem.Architecture.Tests.PublicApi;

/// <summary>
/// What is public is a promise: it changes when somebody means it. The promise is a text file per assembly; with
/// <c>TANDEM_UPDATE=1</c> in the environment these tests write it anew.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_core_offers_what_its_list_says() => Compare(Assemblies.Core);

    [Fact]
    public void Storage_offers_what_its_list_says() => Compare(Assemblies.Storage);

    [Fact]
    public void The_web_layer_offers_what_its_list_says() => Compare(Assemblies.AspNetCore);

    [Fact]
    public void The_client_offers_what_its_list_says() => Compare(Assemblies.Client);

    private static void Compare(Assembly assembly)
    {
        var path = Repository.PathOf("tests", "fast", "Tandem.Architecture.Tests", "PublicApi", $"{assembly.GetName().Name}.txt");
        var actual = ApiListing.Of(assembly);
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1")
            File.WriteAllText(path, string.Join('\n', actual) + "\n");

        var expected = File.Exists(path) ? File.ReadAllLines(path) : [];
        var difference = Difference(expected, actual);
        Assert.True(
            difference.Count == 0,
            $"The public API is not the one in {Path.GetFileName(path)}. If that is meant, run these tests with TANDEM_UPDATE=1.\n{string.Join('\n', difference)}");
    }

    /// <summary>Lines gone (-) and lines new (+), each below its type.</summary>
    internal static IReadOnlyList<string> Difference(IReadOnlyList<string> expected, IReadOnlyList<string> actual)
    {
        var before = UnderTypes(expected);
        var now = UnderTypes(actual);
        return
        [
            .. before.Except(now).Select(line => (line.Type, Text: $"- {line}")).Concat(now.Except(before).Select(line => (line.Type, Text: $"+ {line}")))
                .OrderBy(line => line.Type, StringComparer.Ordinal).Select(line => line.Text),
        ];
    }

    private static List<Line> UnderTypes(IReadOnlyList<string> lines)
    {
        var type = "";
        var all = new List<Line>();
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (!line.StartsWith(' '))
                type = line;
            all.Add(new(type, line));
        }

        return all;
    }

    private sealed record Line(string Type, string Text)
    {
        public override string ToString() => Type == Text ? Text : $"{Type}: {Text.Trim()}";
    }
}
