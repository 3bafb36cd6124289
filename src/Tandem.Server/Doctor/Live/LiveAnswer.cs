using System.Text.Json;
using System.Text.RegularExpressions;

using Tandem.Browsers.Cors;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor.Live;

/// <summary>An answer of the API.</summary>
/// <param name="Request">Method and URL it was given to.</param>
/// <param name="Status">Status code.</param>
/// <param name="Headers">Every header with each of its values.</param>
/// <param name="Body">The body, or as much of it as was read.</param>
/// <param name="At">When it came.</param>
internal sealed partial record LiveAnswer(
    string Request, int Status, IReadOnlyDictionary<string, IReadOnlyList<string>> Headers, string Body, DateTimeOffset At)
{
    public bool IsSuccess => Status is >= 200 and <= 299;

    public bool IsRedirect => Status is >= 300 and <= 399;

    public bool IsHtml => Header("Content-Type")?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>The problem document's code, for messages; empty for none, or one that is no plain word.</summary>
    public string Code => Member("code") is { } code && Word().IsMatch(code) ? $" {code}" : "";

    /// <summary>Where a redirect goes, without its query, which may hold a secret.</summary>
    public string Location => PlainText.Escape(Header("Location")?.Split('?', '#')[0] ?? "nowhere");

    public CorsAnswer Cors => new(
        Status, Header("Access-Control-Allow-Origin"), Header("Access-Control-Allow-Credentials"), Header("Access-Control-Allow-Methods"),
        Header("Access-Control-Allow-Headers"), Header("Vary"));

    /// <summary>All values of a header, joined as a browser joins them; null when it is absent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var values) ? string.Join(", ", values) : null;

    public IReadOnlyList<string> SetCookies => Headers.TryGetValue("Set-Cookie", out var values) ? values : [];

    /// <summary>A member of the body, if that is a JSON object and the member a string.</summary>
    public string? Member(string name)
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9_.-]{1,60}$")]
    private static partial Regex Word();
}
