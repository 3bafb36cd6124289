using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests;

public sealed class PackageTests(PackedPackages packages)
{
    private static readonly string[] FrameworkFamilies = ["Microsoft.AspNetCore.", "Microsoft.Data.", "Microsoft.EntityFrameworkCore.", "Microsoft.Extensions.", "System."];

    public static TheoryData<string> Ids => [.. PackedPackages.Ids];

    public static TheoryData<string> Libraries => [.. PackedPackages.Ids.Where(id => id != "Tandem.Auth.Server")];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_package_has_licence_description_and_a_readme_of_its_own(string id)
    {
        using var package = ZipFile.OpenRead(packages.FileOf(id));
        var metadata = Metadata(package);

        Assert.Equal(id, Value(metadata, "id"));
        Assert.Equal("MIT", Value(metadata, "license"));
        Assert.NotEmpty(Value(metadata, "description"));
        Assert.Equal("README.md", Value(metadata, "readme"));
        Assert.Equal(File.ReadAllText(PackedPackages.ReadmeOf(id)), Text(package.GetEntry("README.md")!));
    }

    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_brings_its_reference_docs(string id)
    {
        using var package = ZipFile.OpenRead(packages.FileOf(id));
        var names = package.Entries.Select(entry => entry.FullName).Where(name => name.StartsWith("lib/", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, names.Count);
        Assert.All(names, name => Assert.StartsWith("lib/net10.0/Tandem", name, StringComparison.Ordinal));
        Assert.Single(names, name => name.EndsWith(".dll", StringComparison.Ordinal));
        Assert.Single(names, name => name.EndsWith(".xml", StringComparison.Ordinal));
    }

    // An exact version, as in [10.0.15], would keep an application from taking a patched one.
    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_asks_for_lowest_versions_of_what_it_needs(string id)
    {
        using var package = ZipFile.OpenRead(packages.FileOf(id));
        var needed = Metadata(package).Descendants().Where(element => element.Name.LocalName == "dependency").ToList();

        Assert.All(needed, dependency => Assert.Matches(@"^\d+\.\d+\.\d+$", dependency.Attribute("version")!.Value));
        // The client of a server needs nothing of the server.
        var isAlone = id is "Tandem.Auth" or "Tandem.Auth.Client";
        Assert.Equal(!isAlone, needed.Any(dependency => dependency.Attribute("id")!.Value == "Tandem.Auth"));
    }

    // The templates of an SDK name its own patch of 10.0: a later one asked for here stops their restore (NU1605).
    [Theory]
    [MemberData(nameof(Libraries))]
    public void A_library_takes_every_patch_of_the_framework(string id)
    {
        using var package = ZipFile.OpenRead(packages.FileOf(id));
        var framework = Metadata(package).Descendants().Where(element => element.Name.LocalName == "dependency")
            .Where(dependency => FrameworkFamilies.Any(family => dependency.Attribute("id")!.Value.StartsWith(family, StringComparison.Ordinal)));

        Assert.All(framework, dependency => Assert.Equal("10.0.0", dependency.Attribute("version")!.Value));
    }

    [Fact]
    public void The_core_needs_no_other_package()
    {
        using var package = ZipFile.OpenRead(packages.FileOf("Tandem.Auth"));
        Assert.DoesNotContain(Metadata(package).Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void The_tool_is_called_tandem()
    {
        using var package = ZipFile.OpenRead(packages.FileOf("Tandem.Auth.Server"));
        Assert.Contains("""<Command Name="tandem" EntryPoint="Tandem.Server.dll" """, Text(package.GetEntry("tools/net10.0/any/DotnetToolSettings.xml")!), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Nothing_in_a_package_tells_where_its_sources_were(string id)
    {
        var place = Encoding.UTF8.GetBytes(Repository.PathOf("src"));
        using var package = ZipFile.OpenRead(packages.FileOf(id));
        foreach (var entry in package.Entries)
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
                stream.CopyTo(content);
            Assert.True(content.ToArray().AsSpan().IndexOf(place) < 0, entry.FullName);
        }
    }

    private static XElement Metadata(ZipArchive package)
    {
        using var stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Root!.Elements().Single(element => element.Name.LocalName == "metadata");
    }

    private static string Value(XElement metadata, string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;

    private static string Text(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
