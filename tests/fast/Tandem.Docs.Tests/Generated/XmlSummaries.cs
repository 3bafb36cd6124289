using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Tandem.Docs.Tests.Generated;

/// <summary>What the XML documentation of an assembly says.</summary>
internal sealed partial class XmlSummaries
{
    private readonly Dictionary<string, XElement> members;

    private XmlSummaries(Dictionary<string, XElement> members) => this.members = members;

    /// <summary>Reads the documentation that the compiler put beside an assembly.</summary>
    public static XmlSummaries Of(Type type)
    {
        var file = Path.ChangeExtension(type.Assembly.Location, ".xml");
        return new(XDocument.Load(file).Descendants("member").ToDictionary(member => member.Attribute("name")!.Value));
    }

    public string OfType(Type type) => Text(Member($"T:{type.FullName}").Element("summary")!);

    public string OfEnumValue(Type type, string value) => Text(Member($"F:{type.FullName}.{value}").Element("summary")!);

    /// <summary>What is said of a positional member of a record, or nothing.</summary>
    public string OfParameter(Type type, string name) => Member($"T:{type.FullName}").Elements("param")
        .Where(param => param.Attribute("name")!.Value == name).Select(Text).FirstOrDefault("");

    private XElement Member(string name) =>
        members.GetValueOrDefault(name) ?? throw new InvalidOperationException($"{name} has no documentation.");

    private static string Text(XElement element) => Spaces().Replace(string.Concat(element.Nodes().Select(Markdown)), " ").Trim();

    private static string Markdown(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "see" or "paramref" } link => $"`{link.Attributes().First().Value.Split('.', ':')[^1]}`",
        _ => throw new InvalidOperationException($"No way to write {node} in Markdown is known."),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
