namespace Tandem.SecurityEvents;

/// <summary>
/// A field of an event that tells something of a person. It is kept apart from the other fields, so that it can be erased and the
/// log still be proved whole.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
