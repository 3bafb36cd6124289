namespace Tandem.Faults.Tests.Crashes;

/// <summary>A promise that was broken.</summary>
/// <param name="Rule">The promise, and what it comes from.</param>
/// <param name="Entry">Where it shows.</param>
internal sealed record Violation(string Rule, HistoryEntry Entry);
