namespace Tandem.AspNetCore.SecurityEvents;

/// <summary>The log of security events.</summary>
public sealed class EventOptions
{
    /// <summary>
    /// How long an event is kept; null for ever. Default 400 days: a year, and time to look back at it. From one day to 100 years.
    /// </summary>
    public TimeSpan? Retention { get; set; } = TimeSpan.FromDays(400);
}
