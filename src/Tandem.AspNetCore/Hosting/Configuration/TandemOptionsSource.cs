using Microsoft.Extensions.Configuration;

using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Refresh;
using Tandem.AspNetCore.SigningKeys;

namespace Tandem.AspNetCore.Hosting.Configuration;

/// <summary>Makes the options: configuration first, then code, then every check. All faults are reported together.</summary>
internal static class TandemOptionsSource
{
    public static TandemOptions Read(IConfiguration configuration, IEnumerable<Action<TandemOptions>> inCode)
    {
        var options = new TandemOptions();
        ConfigurationReader.Read(configuration, options);
        foreach (var configure in inCode)
            configure(options);
        IReadOnlyList<ConfigurationFault> faults =
        [
            .. options.Unreadable, .. LifetimeChecks.Of(options), .. SigningChecks.Of(options), .. OriginChecks.Of(options),
            .. FrontendChecks.Of(options), .. CookieChecks.Of(options), .. ServiceChecks.Of(options),
        ];
        if (faults.Count > 0)
            throw new ConfigurationException(faults);
        options.Warnings = [.. FrontendChecks.WarningsOf(options), .. CookieChecks.WarningsOf(options)];
        return options;
    }
}
