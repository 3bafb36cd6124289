using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.AspNetCore.Refresh;

/// <summary>Lifetimes, windows and how they depend on each other.</summary>
internal static class LifetimeChecks
{
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(400);

    public static IEnumerable<ConfigurationFault> Of(RefreshTokenOptions refresh, AccessTokenOptions accessTokens)
    {
        var access = accessTokens.Lifetime;
        if (refresh.Leeway < TimeSpan.Zero || refresh.Leeway > TimeSpan.FromMinutes(10))
            yield return ConfigurationFault.Of("RefreshToken:Leeway", refresh.Leeway, "The leeway is from 0 to 10 minutes.", "The default is 00:00:30.");
        if (refresh.IdleLifetime > LongestSession)
            yield return ConfigurationFault.Of("RefreshToken:IdleLifetime", refresh.IdleLifetime, "Browsers keep no cookie longer than 400 days.", "Write 400.00:00:00 or less.");
        if (refresh.IdleLifetime <= 2 * refresh.Leeway + access)
        {
            yield return ConfigurationFault.Of("RefreshToken:IdleLifetime", refresh.IdleLifetime,
                $"A session must outlive twice the leeway plus an access token ({2 * refresh.Leeway + access}).",
                "Make it longer, or the leeway or the access token shorter.");
        }

        if (refresh.AbsoluteLifetime < refresh.IdleLifetime)
        {
            yield return ConfigurationFault.Of("RefreshToken:AbsoluteLifetime", refresh.AbsoluteLifetime.Value,
                "The absolute end would come before the idle one.", "Make it at least the idle lifetime, or leave it out.");
        }

        if (refresh.RecoveryWindow < TimeSpan.Zero || refresh.RecoveryWindow > refresh.IdleLifetime)
        {
            yield return ConfigurationFault.Of("RefreshToken:RecoveryWindow", refresh.RecoveryWindow.Value,
                "The recovery window is from 0 to the idle lifetime.", "Leave it out for the idle lifetime.");
        }

        if (refresh.Delivery.Count == 0)
            yield return ConfigurationFault.Of("RefreshToken:Delivery", "", "Without a delivery nobody can sign in.", "Write cookie, or leave it out.");
    }
}
