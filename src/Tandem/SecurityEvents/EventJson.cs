using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tandem.SecurityEvents;

/// <summary>
/// An event's own fields as JSON: those that may be kept, and those that tell something of a person. Where and when it happened,
/// and whom it concerns, stand beside them.
/// </summary>
internal static class EventJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveColumnsOut } },
    };

    /// <summary>Writes them.</summary>
    public static (string Data, string? Personal) Write(SecurityEvent reported) =>
        Split(reported.GetType(), JsonSerializer.SerializeToNode(reported, reported.GetType(), Options)!.AsObject());

    /// <summary>Takes apart what was written before personal fields were kept apart.</summary>
    public static (string Data, string? Personal) Split(string kind, string data)
    {
        try
        {
            return EventKind.Find(kind) is { } known && JsonNode.Parse(data) is JsonObject fields ? Split(known.Type, fields) : (data, null);
        }
        catch (JsonException)
        {
            // Somebody wrote it by hand. It is kept as it is.
            return (data, null);
        }
    }

    /// <summary>The event again. Of a person who was erased nothing is known.</summary>
    /// <exception cref="InvalidDataException">This program does not know the kind.</exception>
    public static SecurityEvent Read(EventRecord record)
    {
        var kind = EventKind.Find(record.Kind)
            ?? throw new InvalidDataException($"The log holds an event of kind '{record.Kind}', which this program does not know.");
        var fields = JsonNode.Parse(record.Data)!.AsObject();
        var personal = record.PersonalData is { } kept ? JsonNode.Parse(kept)!.AsObject() : [];
        foreach (var property in Personal(kind.Type))
        {
            var name = NameOf(property);
            fields[name] = personal[name]?.DeepClone()
                ?? (property.PropertyType == typeof(ClientInfo) ? JsonSerializer.SerializeToNode(ClientInfo.None, Options) : null);
        }

        return (SecurityEvent)fields.Deserialize(kind.Type, Options)! with { At = record.At, Context = record.Context };
    }

    private static (string Data, string? Personal) Split(Type type, JsonObject fields)
    {
        var personal = new JsonObject();
        foreach (var name in Personal(type).Select(NameOf))
        {
            if (fields.Remove(name, out var value))
                personal[name] = value;
        }

        return (fields.ToJsonString(Options), personal.Count == 0 ? null : personal.ToJsonString(Options));
    }

    private static IEnumerable<PropertyInfo> Personal(Type type) => type.GetProperties().Where(property => property.IsDefined(typeof(PersonalAttribute)));

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    // They are required of whoever reports an event, not of its JSON.
    private static void LeaveColumnsOut(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property is { Get: null, Set: null })
                property.IsRequired = false;
        }
    }
}
