using Tandem.Browser;

namespace Tandem.AspNetCore.Options;

/// <summary>Overrides of the refresh cookie: a combination that no browser would honour stops the start.</summary>
internal static class CookieChecks
{
    public static IEnumerable<ConfigurationFault> Of(TandemOptions options)
    {
        var cookie = options.RefreshToken.Cookie;
        var secure = options.PublicUrl?.Scheme == "https";
        if (cookie.Name is { } name)
        {
            if (!RefreshCookie.Names.Contains(name))
                yield return Fault("Name", name, "Tandem reads and clears three names only.", $"Write one of {string.Join(", ", RefreshCookie.Names)}.");
            else if (name.StartsWith("__", StringComparison.Ordinal) && !secure)
                yield return Fault("Name", name, "Browsers refuse this prefix without TLS.", "Set Tandem:PublicUrl to an https URL, or leave the name out.");
            if (name == RefreshCookie.HostPrefix + RefreshCookie.BaseName && (cookie.Domain is not null || cookie.Path is not null and not "/"))
                yield return Fault("Name", name, "Browsers refuse __Host- with a Domain or with a Path other than / (RFC 6265bis §4.1.3.2).", "Leave out the domain and the path, or the name.");
        }

        if (cookie.Domain is { } domain && (options.PublicUrl is not { } url || !IsOwnDomain(domain, url.IdnHost)))
        {
            yield return Fault("Domain", domain, "A host can only set cookies for itself and its parents.",
                "Write the public URL's host or a parent of it, in lower case without a leading dot, and set Tandem:PublicUrl.");
        }

        if (cookie.SameSite is not (null or "Lax" or "Strict"))
            yield return Fault("SameSite", cookie.SameSite, "Tandem's cookie is Lax or Strict here.", "Write Lax or Strict, or leave it out.");
        var basePath = options.PublicPath + options.BasePath;
        if (cookie.Path is { } path && !Covers(path, basePath + "/refresh"))
            yield return Fault("Path", path, $"Browsers would not send the cookie to {basePath}/refresh.", $"Write / or {basePath}.");
    }

    private static bool IsOwnDomain(string domain, string host) =>
        domain.Contains('.', StringComparison.Ordinal) && (host == domain || host.EndsWith("." + domain, StringComparison.Ordinal));

    // RFC 6265 §5.1.4, path-match.
    private static bool Covers(string path, string request) =>
        path.StartsWith('/') && request.StartsWith(path, StringComparison.Ordinal)
        && (path.EndsWith('/') || request.Length == path.Length || request[path.Length] == '/')
        && !path.AsSpan().ContainsAny(';', ',', ' ');

    private static ConfigurationFault Fault(string key, string seen, string cause, string cure) =>
        new($"{ConfigurationKeys.Section}:RefreshToken:Cookie:{key}", $"\"{seen}\"", cause, cure);
}
