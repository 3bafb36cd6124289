namespace Tandem.Browsers;

/// <summary>One rule that browsers follow, and where it is written or was measured.</summary>
/// <param name="Id">Stable name, in lower case with underscores.</param>
/// <param name="Text">What browsers do, in a sentence.</param>
/// <param name="Source">Specification and section, vendor document, or measurement.</param>
public sealed record BrowserRule(string Id, string Text, string Source);
