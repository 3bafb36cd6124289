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
        SizeOrNone<EventOptions>("Events:MaxSize", "5GB", "How much of the database the log of security events may take. At four fifths a warning says so; beyond it the oldest are removed before their time, checked like those whose time has come. Nothing that anybody asks for is refused because of it.",
            (options, value) => options.MaxSize = value, EventOptions.LeastSize, "1 MB"),
    ];

    public override IReadOnlyList<Type> Ports { get; } = [typeof(IEventStore)];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options)
    {
        if (options.Get<EventOptions>().Retention is { } kept && (kept < TimeSpan.FromDays(1) || kept > TimeSpan.FromDays(36_500)))
            yield return ConfigurationFault.Of("Events:Retention", kept, "Events are kept from 1 day to 100 years.", "The default is 400.00:00:00; none keeps them for ever.");
        if (options.Get<EventOptions>().MaxSize is { } most && most < EventOptions.LeastSize)
            yield return ConfigurationFault.Of("Events:MaxSize", ByteCount.Describe(most), "A log of that size would forget at once what it is for.", "It is at least 1MB; the default is 5GB, none sets no bound.");
    }

    public override void AddCore(IServiceCollection services)
    {
        services.TryAddSingleton<EventLog>();
        services.TryAddSingleton<RefusalLog>();
    }

    public override void AddWeb(IServiceCollection services)
    {
        services.AddHostedService<RefusalFlush>();
        services.AddHostedService<EventSizeWatch>();
    }

    public override IEnumerable<PurgeStep> Purges(IServiceProvider services)
    {
        var store = services.GetRequiredService<IEventStore>();
        if (services.Part<EventOptions>().Retention is { } kept)
            yield return (now, limit, cancellationToken) => store.PurgeAsync(new(now - kept, now), limit, cancellationToken);
    }
}

/// <summary>The log of security events.</summary>
public sealed class EventOptions
{
    /// <summary>
    /// How long an event is kept; null for ever. Default 400 days: a year, and time to look back at it. From one day to 100 years.
    /// </summary>
    public TimeSpan? Retention { get; set; } = TimeSpan.FromDays(400);

    /// <summary>
    /// How many bytes of the database the log may take, nearly; null for no bound. Default 5 GB, at least 1 MB. Beyond it the oldest events
    /// are removed before their time.
    /// </summary>
    public long? MaxSize { get; set; } = 5_000_000_000;

    internal const long LeastSize = 1_000_000;
}
