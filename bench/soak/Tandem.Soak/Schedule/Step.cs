namespace Tandem.Soak.Schedule;

/// <summary>One thing that happens in one tab.</summary>
/// <param name="At">Time since the start of the run.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Tab">The tab's number, from 1; never given again.</param>
internal readonly record struct Step(TimeSpan At, StepKind Kind, int Tab);
