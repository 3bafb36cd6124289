using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>What would stop an API from checking tokens, found before it starts.</summary>
internal static class TandemBearerChecks
{
    /// <exception cref="ConfigurationException">Something cannot work; all of it is named.</exception>
    public static IssuerAddress Check(string authority, TandemBearerOptions options)
    {
        var faults = new List<ConfigurationFault>();
        // What an issuer of Tandem calls itself. Compared with its metadata character by character, so there is one spelling.
        if (!IssuerAddress.TryParse(authority, out var issuer))
            faults.Add(new("authority", authority, "This is not an issuer.", "Write the issuer's public URL without a slash at its end: https://auth.example.com."));
        else if (issuer.Origin is { IsSecure: false, IsLoopback: false })
            faults.Add(new("authority", authority, "Over plain HTTP anybody on the way can put keys of their own in.", "Use https."));

        if (options.Audience is "")
            faults.Add(new("Audience", "empty", "No token is for nobody.", "Name this API, or leave it out."));
        Bound(faults, nameof(options.Tolerance), options.Tolerance, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Bound(faults, nameof(options.Timeout), options.Timeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Bound(faults, nameof(options.MaximumAge), options.MaximumAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Bound(faults, nameof(options.MinimumAge), options.MinimumAge, TimeSpan.FromSeconds(1), options.MaximumAge);
        Bound(faults, nameof(options.StaleIfError), options.StaleIfError, TimeSpan.Zero, TimeSpan.FromDays(30));
        Bound(faults, nameof(options.Cooldown), options.Cooldown, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Bound(faults, nameof(options.Patience), options.Patience, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        return faults.Count == 0 ? issuer! : throw new ConfigurationException(faults);
    }

    private static void Bound(List<ConfigurationFault> faults, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            faults.Add(new(name, value.ToString(), "It is out of bounds.", $"Use {least} to {most}."));
    }
}
