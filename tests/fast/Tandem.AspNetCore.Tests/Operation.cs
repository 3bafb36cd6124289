using System.Text.Json;

namespace Tandem.AspNetCore.Tests;

/// <summary>
/// One operation of the OpenAPI document. Sweeps go over all of them, so that an endpoint added later is swept without being named.
/// </summary>
public sealed record Operation(
    string Method, string Template, IReadOnlyList<KeyValuePair<string, string>> Members, IReadOnlyList<int> Statuses)
{
    /// <summary>The path, with something in the place of each parameter.</summary>
    public string Path => System.Text.RegularExpressions.Regex.Replace(Template, @"\{\w+\}", "0b9f1c5e-0000-4000-8000-000000000001");

    /// <summary>Whether the document describes a body.</summary>
    public bool HasBody => Members.Count > 0;

    public static async Task<IReadOnlyList<Operation>> AllAsync(TandemHost host)
    {
        var document = (await host.GetAsync("/api/auth/openapi.json")).ShouldBe(200).Json;
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Value.TryGetProperty("tags", out var tags) && tags[0].GetString() == "Tandem"
               select new Operation(
                   operation.Name.ToUpperInvariant(), path.Name, [.. MembersOf(operation.Value)], [.. StatusesOf(operation.Value)]),
        ];
    }

    public ApiRequest Request() => new(Method, Path);

    public override string ToString() => $"{Method} {Template}";

    private static IEnumerable<int> StatusesOf(JsonElement operation) =>
        operation.GetProperty("responses").EnumerateObject()
            .Select(response => int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture));

    private static IEnumerable<KeyValuePair<string, string>> MembersOf(JsonElement operation)
    {
        if (!operation.TryGetProperty("requestBody", out var body))
            yield break;
        var schema = body.GetProperty("content").GetProperty("application/json").GetProperty("schema");
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            var types = property.Value.GetProperty("type").EnumerateArray().Select(type => type.GetString()!);
            yield return KeyValuePair.Create(property.Name, types.Single(type => type != "null"));
        }
    }
}
