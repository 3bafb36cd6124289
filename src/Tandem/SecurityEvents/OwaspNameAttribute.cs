namespace Tandem.SecurityEvents;

/// <summary>
/// What the OWASP Logging Vocabulary calls a kind of event, so that what watches many programs need not learn Tandem's own names.
/// </summary>
/// <param name="name">The name, such as <c>authn_login_success</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OwaspNameAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
