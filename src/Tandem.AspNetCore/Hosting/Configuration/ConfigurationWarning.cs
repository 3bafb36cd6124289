namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>Something in the configuration that works for some browsers only, or is weaker than it need be. It does not stop the start.</summary>
/// <param name="Key">The key, such as <c>Tandem:RefreshToken:Cookie:SameSite</c>.</param>
/// <param name="Seen">The value found.</param>
/// <param name="Cause">What is the matter with it.</param>
/// <param name="Cure">What to write instead.</param>
public sealed record ConfigurationWarning(string Key, string Seen, string Cause, string Cure)
{
    /// <summary>One line for a console or a log.</summary>
    public override string ToString() => $"{Key} = {Seen}: {Cause} {Cure}";
}
