namespace Tandem.Browsers.Doctor;

/// <summary>Something about a set-up that keeps the refresh cookie from arriving, or may.</summary>
/// <param name="Id">Stable name, in lower case with underscores; also the anchor in the docs.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Seen">What was found.</param>
/// <param name="Rule">What browsers do about it, and where that is written.</param>
/// <param name="Fix">The shortest cure.</param>
public sealed record Finding(string Id, FindingSeverity Severity, string Seen, string Rule, string Fix);
