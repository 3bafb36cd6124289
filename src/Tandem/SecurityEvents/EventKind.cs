using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Tandem.SecurityEvents;

/// <summary>A kind of event.</summary>
/// <param name="Name">Its stable name, such as <c>login_failed</c>.</param>
/// <param name="OwaspName">Its name in the OWASP Logging Vocabulary, such as <c>authn_login_fail</c>.</param>
/// <param name="Type">The event.</param>
public sealed record EventKind(string Name, string OwaspName, Type Type)
{
    /// <summary>All kinds, in the order of the list at <see cref="SecurityEvent"/>.</summary>
    public static IReadOnlyList<EventKind> All { get; } =
        [.. typeof(SecurityEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => new EventKind(
            (string)kind.TypeDiscriminator!,
            kind.DerivedType.GetCustomAttribute<OwaspNameAttribute>()?.Name ?? throw new InvalidOperationException($"{kind.DerivedType} has no OWASP name."),
            kind.DerivedType))];

    private static readonly FrozenDictionary<string, EventKind> ByName = All.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);
    private static readonly FrozenDictionary<Type, EventKind> ByType = All.ToFrozenDictionary(kind => kind.Type);

    /// <summary>The kind of that name, or null: a newer program may have written it.</summary>
    public static EventKind? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The kind of an event.</summary>
    public static EventKind Of(SecurityEvent reported)
    {
        ArgumentNullException.ThrowIfNull(reported);
        return ByType[reported.GetType()];
    }
}
