using System.Buffers;

using Tandem.Browser;

namespace Tandem.AspNetCore.Options;

/// <summary>The public URL and the base path.</summary>
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
    }

    private static ConfigurationFault Fault(string key, string seen, string cause, string cure) =>
        new($"{ConfigurationKeys.Section}:{key}", $"\"{seen}\"", cause, cure);
}
