using System.Buffers;

using Tandem.Browser;

namespace Tandem.AspNetCore.Options;

/// <summary>The public URL, the front ends and the base path.</summary>
internal static class OriginChecks
{
    // What a request line, a route and a cookie's Path can all say as it stands (RFC 3986 §3.3).
    private static readonly SearchValues<char> InPaths =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()+,=:@/");

    public static IEnumerable<ConfigurationFault> Of(TandemOptions options)
    {
        if (options.PublicUrl is { } url)
        {
            if (url.AbsolutePath != "/")
            {
                yield return Fault("PublicUrl", url.ToString(), "The public URL has no path.",
                    $"Write {url.GetLeftPart(UriPartial.Authority)}; the path of the endpoints is Tandem:BasePath.");
            }

            if (url.Scheme == "http" && !Origin.Of(url).IsLoopback)
            {
                yield return Fault("PublicUrl", url.ToString(), "Over plain HTTP anybody on the way can take the tokens.",
                    $"Write https://{url.Authority}; where a proxy ends TLS, this is the address browsers see.");
            }
        }

        if (!options.BasePath.StartsWith('/') || options.BasePath.Length < 2 || options.BasePath.EndsWith('/')
            || options.BasePath.AsSpan().ContainsAnyExcept(InPaths) || options.BasePath.Contains("//", StringComparison.Ordinal))
            yield return Fault("BasePath", options.BasePath, "This is not a plain path.", "Write a path such as /api/auth, without a slash at its end.");

        foreach (var text in options.Frontends)
        {
            if (FrontendFault(options, text) is { } fault)
                yield return fault;
        }
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
