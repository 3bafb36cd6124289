namespace Tandem.Platform;

/// <summary>The machine's clock was set: by more than a minute it is not what it should be.</summary>
/// <param name="From">What it should have shown.</param>
/// <param name="To">What it shows.</param>
public readonly record struct ClockJump(DateTimeOffset From, DateTimeOffset To);
