using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

using Tandem.SecurityEvents;
using Tandem.Server.CommandLine;

namespace Tandem.Server.SecurityEvents;

/// <summary>Events as the commands show them: each on one line, whatever somebody wrote into its fields.</summary>
internal static class EventOutput
{
    // The strict encoder: nothing but plain ASCII, so that no terminal, viewer or line reader is misled.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void WriteLine(EventRecord record, bool json) => Console.WriteLine(json ? ToJson(record) : ToText(record));

    public static void WriteArray(IReadOnlyList<EventRecord> records) => Console.WriteLine($"[{string.Join(",\n", records.Select(ToJson))}]");

    public static string ToJson(EventRecord record) => new JsonObject
    {
        ["sequence"] = record.Sequence,
        ["at"] = Output.Time(record.At),
        ["kind"] = record.Kind,
        ["owasp"] = EventKinds.Find(record.Kind)?.OwaspName,
        ["accountId"] = record.AccountId,
        ["sessionHash"] = Hash(record),
        ["requestId"] = record.Context.RequestId,
        ["address"] = record.Context.Address,
        ["userAgent"] = record.Context.UserAgent,
        ["data"] = Data(record),
        ["link"] = record.Link is { } link ? Convert.ToHexStringLower(link) : null,
    }.ToJsonString(Json);

    public static string ToText(EventRecord record)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"{record.Sequence}  {Output.Time(record.At)}  {PlainText.Escape(record.Kind)}");
        Append(line, "account", record.AccountId?.ToString());
        Append(line, "session", Hash(record));
        Append(line, "request", Plain(record.Context.RequestId));
        Append(line, "address", Plain(record.Context.Address));
        Append(line, "data", Data(record) is { Count: > 0 } data ? data.ToJsonString(Json) : null);
        // Last, where it cannot pass itself off as another field.
        Append(line, "agent", Plain(record.Context.UserAgent));
        return line.ToString();
    }

    private static void Append(StringBuilder line, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            line.Append("  ").Append(name).Append('=').Append(value);
    }

    private static string? Plain(string? text) => text is null ? null : PlainText.Escape(text);

    private static string? Hash(EventRecord record) => record.SessionId is { } session ? SessionHash.Of(session) : null;

    // Whom it concerns stands beside them already, and sessions are shown hashed only.
    private static JsonObject Data(EventRecord record)
    {
        var data = Fields(record.Data);
        data.Remove("account");
        data.Remove("session");
        if (record.PersonalData is { } personal)
        {
            foreach (var (name, value) in Fields(personal))
                data[name] = value?.DeepClone();
        }

        return data;
    }

    private static JsonObject Fields(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? new JsonObject { ["unreadable"] = json };
        }
        catch (JsonException)
        {
            // Somebody changed it by hand; tandem events verify tells.
            return new JsonObject { ["unreadable"] = json };
        }
    }
}
