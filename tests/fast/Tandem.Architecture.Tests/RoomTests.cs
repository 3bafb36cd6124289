using System.Text.RegularExpressions;

using Tandem.Processes.Testing;

namespace Tandem.Architecture.Tests;

/// <summary>A room is a folder directly below an assembly. In the core each stands on a floor and uses lower floors only.</summary>
public sealed partial class RoomTests
{
    private static readonly Dictionary<string, int> Floors = new()
    {
        ["Platform"] = 1,
        ["Browsers"] = 1,
        ["Revocation"] = 1,
        ["MasterKeys"] = 2,
        ["SecurityEvents"] = 3,
        ["Operations"] = 4,
        ["SigningKeys"] = 4,
        ["Lockout"] = 4,
        ["AccessTokens"] = 5,
        ["Accounts"] = 5,
        ["Passwords"] = 6,
        ["Sessions"] = 6,
        ["Tickets"] = 6,
        ["Refresh"] = 7,
        ["SignIn"] = 8,
        ["CookieSessions"] = 8,
    };

    public static TheoryData<string> Assemblies => ["Tandem", "Tandem.AspNetCore", "Tandem.Sqlite", "Tandem.PostgreSql", "Tandem.Server", "Tandem.Client"];

    [Fact]
    public void Every_room_of_the_core_has_a_floor() => Assert.Equal(Floors.Keys.Order(), Rooms("Tandem").Order());

    [Fact]
    public void A_room_of_the_core_uses_rooms_of_lower_floors_only() =>
        Assert.Empty(Uses("Tandem").Where(use => Floors[use.From] <= Floors[use.To])
            .Select(use => $"{use.File}: {use.From} (floor {Floors[use.From]}) uses {use.To} (floor {Floors[use.To]})"));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void No_rooms_use_each_other_in_a_ring(string assembly)
    {
        var left = Uses(assembly).Select(use => (use.From, use.To)).Distinct().ToList();
        // A room that uses no other can be in no ring; neither can one that uses such rooms only, and so on.
        while (left.RemoveAll(use => left.TrueForAll(other => other.From != use.To)) > 0)
        {
        }

        Assert.Empty(left);
    }

    [Fact]
    public void Rooms_have_the_same_names_everywhere()
    {
        // What an assembly has for itself: its technology, or what it adds to all rooms.
        string[] own = ["Engine", "Migrations", "Backups", "Http", "Hosting", "ResourceServer"];
        Assert.Empty(Rooms("Tandem.Sqlite").Concat(Rooms("Tandem.PostgreSql")).Concat(Rooms("Tandem.AspNetCore")).Except(own).Except(Floors.Keys));
    }

    [Fact]
    public void No_folder_has_more_than_20_files() =>
        Assert.Empty(SourceFiles("src").GroupBy(file => Path.GetDirectoryName(file)!).Where(folder => folder.Count() > 20).Select(folder => folder.Key));

    [Fact]
    public void Few_files_have_under_15_lines() =>
        Assert.InRange(SourceFiles("src").Count(file => File.ReadLines(Repository.PathOf(file)).Count() < 15), 0, 40);

    private static IEnumerable<string> Rooms(string assembly) =>
        Directory.EnumerateDirectories(Repository.PathOf("src", assembly)).Select(folder => Path.GetFileName(folder)!).Where(name => name is not ("bin" or "obj"));

    private static IEnumerable<(string File, string From, string To)> Uses(string assembly) =>
        from file in SourceFiles("src/" + assembly)
        let parts = file.Split('/')
        where parts.Length > 3
        from line in File.ReadLines(Repository.PathOf(file))
        where !line.TrimStart().StartsWith("///", StringComparison.Ordinal)
        from Match match in Name().Matches(line)
        where match.Value.StartsWith(assembly + ".", StringComparison.Ordinal) && !line.StartsWith("namespace", StringComparison.Ordinal)
        let to = match.Value[(assembly.Length + 1)..].Split('.')[0]
        where to != parts[2] && Rooms(assembly).Contains(to)
        select (file, parts[2], to);

    private static IEnumerable<string> SourceFiles(string folder) =>
        from path in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
        select file;

    [GeneratedRegex(@"(?<![\w.])Tandem(\.\w+)+")]
    private static partial Regex Name();
}
