using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Lifetimes, windows and how they depend on each other.</summary>
internal static class LifetimeChecks
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(36_500);
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(400);

    public static IEnumerable<ConfigurationFault> Of(TandemOptions options)
    {
        var refresh = options.RefreshToken;
        var access = options.AccessToken.Lifetime;
        if (access < Second || access > Day)
            yield return Fault("AccessToken:Lifetime", access, "An access token lives from 1 second to 1 day.", "The default is 00:15:00.");
        if (refresh.Leeway < TimeSpan.Zero || refresh.Leeway > TimeSpan.FromMinutes(10))
            yield return Fault("RefreshToken:Leeway", refresh.Leeway, "The leeway is from 0 to 10 minutes.", "The default is 00:00:30.");
        if (refresh.IdleLifetime > LongestSession)
            yield return Fault("RefreshToken:IdleLifetime", refresh.IdleLifetime, "Browsers keep no cookie longer than 400 days.", "Write 400.00:00:00 or less.");
        if (refresh.IdleLifetime <= 2 * refresh.Leeway + access)
        {
            yield return Fault("RefreshToken:IdleLifetime", refresh.IdleLifetime,
                $"A session must outlive twice the leeway plus an access token ({2 * refresh.Leeway + access}).",
                "Make it longer, or the leeway or the access token shorter.");
        }

        if (refresh.AbsoluteLifetime < refresh.IdleLifetime)
        {
            yield return Fault("RefreshToken:AbsoluteLifetime", refresh.AbsoluteLifetime.Value,
                "The absolute end would come before the idle one.", "Make it at least the idle lifetime, or leave it out.");
        }

        if (refresh.RecoveryWindow < TimeSpan.Zero || refresh.RecoveryWindow > refresh.IdleLifetime)
        {
            yield return Fault("RefreshToken:RecoveryWindow", refresh.RecoveryWindow.Value,
                "The recovery window is from 0 to the idle lifetime.", "Leave it out for the idle lifetime.");
        }

        if (options.Events.Retention < Day || options.Events.Retention > LongestRetention)
            yield return Fault("Events:Retention", options.Events.Retention.Value, "Events are kept from 1 day to 100 years.", "The default is 400.00:00:00; none keeps them for ever.");
        if (options.Lockout.Window < Second || options.Lockout.Window > Day)
            yield return Fault("Lockout:Window", options.Lockout.Window, "The window is from 1 second to 1 day.", "The default is 00:15:00.");
        if (options.Lockout.Duration < Second || options.Lockout.Duration > Day)
            yield return Fault("Lockout:Duration", options.Lockout.Duration, "A lock lasts from 1 second to 1 day.", "The default is 00:15:00.");
    }

    private static ConfigurationFault Fault(string key, TimeSpan seen, string cause, string cure) =>
        new($"{ConfigurationKeys.Section}:{key}", seen.ToString("c"), cause, cure);
}
