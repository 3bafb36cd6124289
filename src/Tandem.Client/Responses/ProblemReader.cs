using System.Net;
using System.Text.Json;

using Tandem.Client.Errors;

namespace Tandem.Client.Responses;

/// <summary>Reads problem documents of the server; anything else is none.</summary>
internal static class ProblemReader
{
    private static readonly HashSet<string> Known = ["type", "status", "code", "title", "detail", "requestId", "errors"];

    /// <summary>Whether a response says that it is a problem document (RFC 9457 §3).</summary>
    public static bool IsProblem(HttpResponseMessage response) =>
        string.Equals(response.Content.Headers.ContentType?.MediaType, "application/problem+json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The problem, or null when the body is none of ours.</summary>
    public static Problem? Read(HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object && Text(root, "code") is { } code ? Read(status, code, root) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Problem Read(HttpStatusCode status, string code, JsonElement root) => new()
    {
        Status = status,
        Code = code,
        Title = Text(root, "title"),
        Detail = Text(root, "detail"),
        RequestId = Text(root, "requestId"),
        Errors = Errors(root),
        Extensions = root.EnumerateObject().Where(member => !Known.Contains(member.Name))
            .GroupBy(member => member.Name).ToDictionary(same => same.Key, same => same.Last().Value.Clone()),
    };

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static Dictionary<string, IReadOnlyList<string>>? Errors(JsonElement root)
    {
        if (!root.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Object)
            return null;
        return errors.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Array)
            .GroupBy(member => member.Name)
            .ToDictionary(same => same.Key, IReadOnlyList<string> (same) => [.. Rules(same.Last().Value)]);
    }

    private static IEnumerable<string> Rules(JsonElement rules) =>
        rules.EnumerateArray().Where(rule => rule.ValueKind == JsonValueKind.String).Select(rule => rule.GetString()!);
}
