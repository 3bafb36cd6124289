using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.SecurityEvents;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.SecurityEvents;

/// <summary>The log of security events.</summary>
internal sealed class SecurityEventsRoom : TandemRoom
{
    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        DurationOrNone<EventOptions>("Events:Retention", "400.00:00:00", "1 day to 100 years (36500 days)", "How long security events are kept. Older ones are removed in the background, and the rest can still be checked.",
            (options, value) => options.Retention = value),
    ];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options)
    {
        if (options.Get<EventOptions>().Retention is { } kept && (kept < TimeSpan.FromDays(1) || kept > TimeSpan.FromDays(36_500)))
            yield return ConfigurationFault.Of("Events:Retention", kept, "Events are kept from 1 day to 100 years.", "The default is 400.00:00:00; none keeps them for ever.");
    }

    public override void AddCore(IServiceCollection services) => services.TryAddSingleton<EventLog>();

    public override IEnumerable<PurgeStep> Purges(IServiceProvider services)
    {
        var store = services.GetRequiredService<IEventStore>();
        if (services.Part<EventOptions>().Retention is { } kept)
            yield return (now, limit, cancellationToken) => store.PurgeAsync(now - kept, limit, cancellationToken);
    }
}

/// <summary>The log of security events.</summary>
public sealed class EventOptions
{
    /// <summary>
    /// How long an event is kept; null for ever. Default 400 days: a year, and time to look back at it. From one day to 100 years.
    /// </summary>
    public TimeSpan? Retention { get; set; } = TimeSpan.FromDays(400);
}
