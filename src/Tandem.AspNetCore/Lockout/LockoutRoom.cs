using Tandem.AspNetCore.Hosting;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Lockout;

using static Tandem.AspNetCore.Hosting.Configuration.ConfigurationForm;

namespace Tandem.AspNetCore.Lockout;

/// <summary>When wrong passwords lock an address.</summary>
internal sealed class LockoutRoom : TandemRoom
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public override IReadOnlyList<ConfigurationKey> Keys { get; } =
    [
        Number<LockoutOptions>("Lockout:MaxFailures", "5", "1 to 100", "Wrong passwords that are evaluated before an address is locked (NIST SP 800-63B-4 §3.2.2).",
            (options, value) => options.Policy = options.Policy with { MaxFailures = value }, 1, 100),
        Duration<LockoutOptions>("Lockout:Window", "00:15:00", "1 second to 1 day", "How long wrong passwords are remembered, from the first one.",
            (options, value) => options.Policy = options.Policy with { Window = value }),
        Duration<LockoutOptions>("Lockout:Duration", "00:15:00", "1 second to 1 day", "How long a lock lasts.",
            (options, value) => options.Policy = options.Policy with { Duration = value }),
    ];

    public override IReadOnlyList<Type> Ports { get; } = [typeof(ISignInStore)];

    public override IEnumerable<ConfigurationFault> Check(OptionParts options)
    {
        var policy = options.Get<LockoutOptions>().Policy;
        if (policy.Window < Second || policy.Window > Day)
            yield return ConfigurationFault.Of("Lockout:Window", policy.Window, "The window is from 1 second to 1 day.", "The default is 00:15:00.");
        if (policy.Duration < Second || policy.Duration > Day)
            yield return ConfigurationFault.Of("Lockout:Duration", policy.Duration, "A lock lasts from 1 second to 1 day.", "The default is 00:15:00.");
    }

    public override void AddCore(IServiceCollection services) => services.TryAddSingleton(provider => provider.Part<LockoutOptions>().Policy);

    public override IEnumerable<PurgeStep> Purges(IServiceProvider services)
    {
        var (store, policy) = (services.GetRequiredService<ISignInStore>(), services.GetRequiredService<LockoutPolicy>());
        yield return (now, limit, cancellationToken) =>
            store.PurgeAsync(now - Purger.Grace - policy.Window - policy.Duration, limit, cancellationToken);
    }
}

/// <summary>Lockout.</summary>
internal sealed class LockoutOptions
{
    public LockoutPolicy Policy { get; set; } = LockoutPolicy.Default;
}
