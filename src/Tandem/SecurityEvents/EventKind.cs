using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tandem.SecurityEvents;

/// <summary>A kind of event.</summary>
public sealed record EventKind
{
    private EventKind(string name, string owaspName, Type type, IJsonTypeInfoResolver resolver, IReadOnlyList<PersonalField> personal) =>
        (Name, OwaspName, Type, Resolver, Personal) = (name, owaspName, type, resolver, personal);

    /// <summary>Its stable name, such as <c>login_failed</c>.</summary>
    public string Name { get; }

    /// <summary>Its name in the OWASP Logging Vocabulary, such as <c>authn_login_fail</c>.</summary>
    public string OwaspName { get; }

    /// <summary>The event.</summary>
    public Type Type { get; }

    internal IJsonTypeInfoResolver Resolver { get; }

    /// <summary>The fields that tell something of a person.</summary>
    internal IReadOnlyList<PersonalField> Personal { get; }

    internal static EventKind Of<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>(
        string name, string owaspName, IJsonTypeInfoResolver resolver)
        where T : SecurityEvent => new(
            name, owaspName, typeof(T), resolver,
            [.. typeof(T).GetProperties()
                .Where(property => property.IsDefined(typeof(PersonalAttribute), inherit: false))
                .Select(property => new PersonalField(JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.PropertyType == typeof(ClientInfo)))]);

    /// <param name="Name">Its name in JSON.</param>
    /// <param name="IsClient">Whether it is a <see cref="ClientInfo"/>, which is never null.</param>
    internal sealed record PersonalField(string Name, bool IsClient);
}

/// <summary>
/// A field of an event that tells something of a person. It is kept apart from the other fields, so that it can be erased and the
/// log still be proved whole.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
