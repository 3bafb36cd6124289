using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.Browsers;

/// <summary>The public URL and the base path.</summary>
internal static class OriginChecks
{
    public static IEnumerable<ConfigurationFault> Of(PublicAddressOptions options)
    {
        if (options.PublicUrl is { } url)
        {
            if (!HasPlainPath(url))
            {
                yield return ConfigurationFault.Of("PublicUrl", url.OriginalString, "Its path is not a plain one: issuers are compared character by character.",
                    $"Write {url.GetLeftPart(UriPartial.Authority)}, or with a path that the proxy takes off, such as /api: no escapes, no empty or dot segments.");
            }

            if (url.Scheme == "http" && !Origin.Of(url).IsLoopback)
            {
                yield return ConfigurationFault.Of("PublicUrl", url.ToString(), "Over plain HTTP anybody on the way can take the tokens.",
                    $"Write https://{url.Authority}; where a proxy ends TLS, this is the address browsers see.");
            }
        }

        if (!PlainPath.Is(options.BasePath))
            yield return ConfigurationFault.Of("BasePath", options.BasePath, "This is not a plain path.", "Write a path such as /api/auth, without a slash at its end.");
    }

    // As it was written: a Uri has resolved dot segments already.
    private static bool HasPlainPath(Uri url)
    {
        var text = url.OriginalString.AsSpan().Trim();
        var authority = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var path = authority.IndexOfAny('/', '\\') is var slash and >= 0 ? authority[slash..].ToString() : "/";
        return path == "/" || PlainPath.Is(path.EndsWith('/') ? path[..^1] : path);
    }
}
