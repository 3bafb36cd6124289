namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>One thing in the configuration that stops the start.</summary>
/// <param name="Key">The key, such as <c>Tandem:RefreshToken:Leeway</c>.</param>
/// <param name="Seen">The value found.</param>
/// <param name="Cause">Why it cannot work.</param>
/// <param name="Cure">What to write instead.</param>
public sealed record ConfigurationFault(string Key, string Seen, string Cause, string Cure)
{
    /// <summary>One line for a console or a log.</summary>
    public override string ToString() => $"{Key} = {Seen}: {Cause} {Cure}";
}
