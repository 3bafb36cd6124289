using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Browsers;
using Tandem.Browsers.Cookies;
using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Overrides of the refresh cookie: a combination that no browser would honour stops the start.</summary>
internal static class CookieChecks
{
    private const string WithTls = "The cookie is Secure where the public URL is https: set Tandem:PublicUrl to an https URL, or leave it out.";
    private const string Section = "RefreshToken:Cookie";

    public static IEnumerable<ConfigurationFault> Of(PublicAddressOptions address, RefreshCookieOptions cookie)
    {
        if (cookie.Name is { } name && !RefreshCookie.Names.Contains(name))
            yield return Fault("Name", name, "Tandem knows three names.", $"Write one of {string.Join(", ", RefreshCookie.Names)}.");
        if (cookie.SameSite is not (null or "Lax" or "Strict" or "None"))
            yield return Fault("SameSite", cookie.SameSite, "Browsers know three values.", "Write Lax, Strict or None, or leave it out.");
        if (cookie.Path is { } path && !IsWritable(path))
            yield return Fault("Path", path, "This is not a plain path.", $"Write / or {address.PublicBasePath}.");
        else if (cookie.Path is { } narrow && !CookieJar.PathMatches(address.PublicBasePath + "/refresh", narrow))
            yield return Fault("Path", narrow, $"Browsers would not send the cookie to {address.PublicBasePath}/refresh.", $"Write / or {address.PublicBasePath}.");
        foreach (var former in cookie.Former)
        {
            if (FormerCookie.Parse(former) is null)
                yield return Fault("Former", former, "This is not a former cookie.", $"Write {FormerCookie.Form}. Names are {string.Join(", ", RefreshCookie.Names)}.");
        }

        var noDomain = cookie.Domain is { } domain ? WhyNoDomain(address, domain) : null;
        if (noDomain is not null)
            yield return noDomain;

        // The rest is what a browser says to the cookie itself, each fault once. What no header can say is told above.
        if ((cookie.Path is { } written && !IsWritable(written)) || (cookie.Name is { } called && !RefreshCookie.Names.Contains(called)))
            yield break;
        var api = address.PublicUrl is { } url ? Origin.Of(url) : null;
        var chosen = cookie.ToOverrides();
        var plan = new CookiePlan(api ?? Loopback, noDomain is null ? chosen : chosen with { Domain = null });
        var refusals = from browser in BrowserProfile.Defaults
                       from planned in new[] { plan.OwnSite, plan.OtherSites }
                       from rule in browser.Refusals(planned.ToHeader(), plan.Api)
                       select rule;
        foreach (var fault in refusals.Distinct().Select(rule => Refused(rule, cookie)).OfType<ConfigurationFault>())
            yield return fault;
    }

    /// <summary>What works and is weaker than it need be; of options without faults.</summary>
    public static IEnumerable<ConfigurationWarning> WarningsOf(PublicAddressOptions address, RefreshCookieOptions cookie)
    {
        if (address.PublicUrl is not { Scheme: "https" } url)
            yield break;
        var plan = new CookiePlan(Origin.Of(url), cookie.ToOverrides());
        if (cookie.SameSite == "None" && address.FrontendOrigins.All(page => plan.RelationTo(page) != OriginRelation.CrossSite))
        {
            yield return Warning("SameSite", cookie.SameSite,
                "No configured page needs it: subdomains of one registrable domain are the same site, and Lax cookies travel between them. Pages of every site send this one.",
                "Leave it out.");
        }

        if (cookie.Name == RefreshCookie.BaseName)
            yield return Warning("Name", cookie.Name, "Without a prefix, any host below the domain and plain HTTP can plant a cookie of this name.", "Leave it out.");
        if (cookie.Domain is { } domain)
            yield return Warning("Domain", domain, $"Every host below {domain.TrimStart('.')} receives the refresh token and can replace it.", "Leave it out unless several hosts read the cookie.");
    }

    private static ConfigurationFault? WhyNoDomain(PublicAddressOptions address, string domain) =>
        address.PublicUrl is null
            ? Fault("Domain", domain, "Whether the domain fits is not known without the public URL.", "Set Tandem:PublicUrl.")
            : domain.Length == 0 || domain.Any(char.IsAsciiLetterUpper) || PublicSuffixList.PublicSuffix(domain.TrimStart('.')) is null || domain.EndsWith('.')
                ? Fault("Domain", domain, "This is not a domain.", "Write the public URL's host or a parent of it, in lower case.")
                : null;

    private static ConfigurationFault? Refused(BrowserRule rule, RefreshCookieOptions cookie)
    {
        var cause = $"{rule.Text} ({rule.Source})";
        if (rule == CookieRule.ForeignDomain && cookie.Domain is { Length: > 0 } foreign)
            return Fault("Domain", foreign, cause, "Write the public URL's host or a parent of it.");
        if (rule == CookieRule.PublicSuffixDomain && cookie.Domain is { Length: > 0 } suffix)
            return Fault("Domain", suffix, cause, "Leave it out, or write a domain that is registered.");
        if (rule == CookieRule.HostPrefix && cookie.Name is { } host)
            return Fault("Name", host, cause, "Leave out the domain and the path, or the name; over plain HTTP the name.");
        if (rule == CookieRule.SecurePrefix && cookie.Name is { } secure)
            return Fault("Name", secure, cause, "Set Tandem:PublicUrl to an https URL, or leave the name out.");
        if (rule == CookieRule.NoneNeedsSecure && cookie.SameSite is { } none)
            return Fault("SameSite", none, cause, WithTls);
        return rule == CookieRule.PartitionedNeedsSecure && cookie.Partitioned == true ? Fault("Partitioned", "true", cause, WithTls) : null;
    }

    private static Origin Loopback { get; } = Origin.Of(new Uri("http://localhost"));

    private static bool IsWritable(string path) =>
        path == "/" || (PlainPath.Is(path.EndsWith('/') ? path[..^1] : path) && !path.Contains(',', StringComparison.Ordinal));

    private static ConfigurationFault Fault(string key, string seen, string cause, string cure) => ConfigurationFault.Of($"{Section}:{key}", seen, cause, cure);

    private static ConfigurationWarning Warning(string key, string seen, string cause, string cure) => ConfigurationWarning.Of($"{Section}:{key}", seen, cause, cure);
}
