using Tandem.Browser;

namespace Tandem.AspNetCore.Options;

/// <summary>The public URL, the front ends and the base path.</summary>
internal static class OriginChecks
{
    public static IEnumerable<ConfigurationFault> Of(TandemOptions options)
    {
        if (options.PublicUrl is { } url)
        {
            if (!HasPlainPath(url))
            {
                yield return Fault("PublicUrl", url.OriginalString, "Its path is not a plain one: issuers are compared character by character.",
                    $"Write {url.GetLeftPart(UriPartial.Authority)}, or with a path that the proxy takes off, such as /api: no escapes, no empty or dot segments.");
            }

            if (url.Scheme == "http" && !Origin.Of(url).IsLoopback)
            {
                yield return Fault("PublicUrl", url.ToString(), "Over plain HTTP anybody on the way can take the tokens.",
                    $"Write https://{url.Authority}; where a proxy ends TLS, this is the address browsers see.");
            }
        }

        if (!PlainPath.Is(options.BasePath))
            yield return Fault("BasePath", options.BasePath, "This is not a plain path.", "Write a path such as /api/auth, without a slash at its end.");

        foreach (var text in options.Frontends)
        {
            if (FrontendFault(options, text) is { } fault)
                yield return fault;
        }
    }

    // As it was written: a Uri has resolved dot segments already.
    private static bool HasPlainPath(Uri url)
    {
        var text = url.OriginalString.AsSpan().Trim();
        var authority = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var path = authority.IndexOfAny('/', '\\') is var slash and >= 0 ? authority[slash..].ToString() : "/";
        return path == "/" || PlainPath.Is(path.EndsWith('/') ? path[..^1] : path);
    }

    private static ConfigurationFault? FrontendFault(TandemOptions options, string text)
    {
        if (text == "*")
            return Fault("Frontends", text, "A wildcard would let every page use the cookies of whoever visits it.", "List each origin.");
        if (!Origin.TryParse(text, out var origin))
            return Fault("Frontends", text, "This is not an origin as browsers send it.", "Write scheme, host and port only, such as https://app.example.com.");
        if (!origin.IsWeb)
            return null;
        if (!origin.IsSecure && !origin.IsLoopback)
            return Fault("Frontends", text, "A page over plain HTTP can be changed on the way, and would hold tokens.", "Serve it over HTTPS.");
        if (options.PublicUrl is not { } url)
            return origin.IsLoopback ? null : Fault("Frontends", text, "Front ends need to know where they call.", "Set Tandem:PublicUrl.");
        var api = Origin.Of(url);
        return origin.Scheme == api.Scheme && (origin.Host == api.Host || (origin.IsLoopback && api.IsLoopback))
            ? null
            : Fault("Frontends", text, $"It is on another host than {api}; this version plans cookies for one host only.",
                "Serve the page from the public URL's host, for example through a proxy path.");
    }

    private static ConfigurationFault Fault(string key, string seen, string cause, string cure) =>
        new($"{ConfigurationKeys.Section}:{key}", $"\"{seen}\"", cause, cure);
}
