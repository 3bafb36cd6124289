using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

using Tandem.Events;

namespace Tandem.Storage;

/// <summary>
/// How an event's own fields are kept: as JSON, beside its kind. Where and when it happened, and whom it concerns, are columns.
/// </summary>
internal static class StoredEvents
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveColumnsOut } },
    };

    private static readonly Dictionary<string, Type> Types = typeof(SecurityEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(kind => (string)kind.TypeDiscriminator!, kind => kind.DerivedType);

    private static readonly Dictionary<Type, string> Kinds = Types.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The stable name of its kind, such as <c>login_failed</c>.</summary>
    public static string KindOf(SecurityEvent reported) => Kinds[reported.GetType()];

    /// <summary>Its own fields.</summary>
    public static string DataOf(SecurityEvent reported) => JsonSerializer.Serialize(reported, reported.GetType(), Options);

    /// <summary>The event again.</summary>
    public static SecurityEvent Read(string kind, string data, DateTimeOffset at, EventContext context)
    {
        if (!Types.TryGetValue(kind, out var type))
            throw new InvalidDataException($"The log holds an event of kind '{kind}', which this program does not know.");
        return (SecurityEvent)JsonSerializer.Deserialize(data, type, Options)! with { At = at, Context = context };
    }

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
