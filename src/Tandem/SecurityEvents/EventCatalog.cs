using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tandem.SecurityEvents;

/// <summary>
/// The kinds there are, and their fields as JSON: those that may be kept, and those that tell something of a person. Where and when an
/// event happened, and whom it concerns, stand beside them.
/// </summary>
internal sealed class EventCatalog
{
    private readonly FrozenDictionary<string, EventKind> byName;
    private readonly FrozenDictionary<Type, EventKind> byType;
    private readonly JsonSerializerOptions options;

    public EventCatalog(IReadOnlyList<EventKind> kinds, params IEnumerable<JsonConverter> converters)
    {
        byName = kinds.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);
        byType = kinds.ToFrozenDictionary(kind => kind.Type);
        var rooms = kinds.Select(kind => kind.Resolver).Distinct().ToArray();
        options = new(JsonSerializerDefaults.Web) { TypeInfoResolver = JsonTypeInfoResolver.Combine(rooms).WithAddedModifier(LeaveColumnsOut) };
        foreach (var converter in converters)
            options.Converters.Add(converter);
    }

    public EventKind? Find(string name) => byName.GetValueOrDefault(name);

    public EventKind Of(SecurityEvent reported) => byType[reported.GetType()];

    /// <summary>Writes an event's own fields.</summary>
    public (string Data, string? Personal) Write(SecurityEvent reported)
    {
        var kind = Of(reported);
        var fields = JsonSerializer.SerializeToNode(reported, options.GetTypeInfo(kind.Type))!.AsObject();
        EventFields.Cut(fields);
        return Split(kind, fields);
    }

    /// <summary>Takes apart what was written before personal fields were kept apart.</summary>
    public (string Data, string? Personal) Split(string kind, string data)
    {
        try
        {
            return Find(kind) is { } known && JsonNode.Parse(data) is JsonObject fields ? Split(known, fields) : (data, null);
        }
        catch (JsonException)
        {
            // Somebody wrote it by hand. It is kept as it is.
            return (data, null);
        }
    }

    /// <summary>The event again. Of a person who was erased nothing is known.</summary>
    /// <exception cref="InvalidDataException">This program does not know the kind.</exception>
    public SecurityEvent Read(EventRecord record)
    {
        var kind = Find(record.Kind)
            ?? throw new InvalidDataException($"The log holds an event of kind '{record.Kind}', which this program does not know.");
        var fields = JsonNode.Parse(record.Data)!.AsObject();
        var personal = record.PersonalData is { } kept ? JsonNode.Parse(kept)!.AsObject() : [];
        foreach (var (name, isClient) in kind.Personal)
            fields[name] = personal[name]?.DeepClone() ?? (isClient ? new JsonObject { ["userAgent"] = "", ["addressPrefix"] = "" } : null);
        return (SecurityEvent)fields.Deserialize(options.GetTypeInfo(kind.Type))! with { At = record.At, Context = record.Context };
    }

    private (string Data, string? Personal) Split(EventKind kind, JsonObject fields)
    {
        var personal = new JsonObject();
        foreach (var (name, _) in kind.Personal)
        {
            if (fields.Remove(name, out var value))
                personal[name] = value;
        }

        return (fields.ToJsonString(options), personal.Count == 0 ? null : personal.ToJsonString(options));
    }

    // Time and place are required of whoever reports an event, not of its JSON: they have columns of their own.
    private static void LeaveColumnsOut(JsonTypeInfo type)
    {
        if (!type.Type.IsAssignableTo(typeof(SecurityEvent)))
            return;
        foreach (var property in type.Properties.Where(property => property.Name is "at" or "context"))
        {
            property.IsRequired = false;
            property.ShouldSerialize = static (_, _) => false;
        }
    }
}
