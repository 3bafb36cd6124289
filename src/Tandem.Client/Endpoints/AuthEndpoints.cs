using System.Text.RegularExpressions;

namespace Tandem.Client.Endpoints;

/// <summary>Where the server is, and where its access tokens may go.</summary>
internal sealed partial class AuthEndpoints
{
    private readonly Uri baseAddress;
    private readonly string basePath;
    private readonly HashSet<Uri> origins;

    public AuthEndpoints(Uri baseAddress, string basePath, IEnumerable<Uri> attachTo)
    {
        this.baseAddress = new Uri(baseAddress.AbsoluteUri.TrimEnd('/') + "/");
        var path = new Uri(this.baseAddress, basePath.Trim('/'));
        this.basePath = path.AbsolutePath.TrimEnd('/');
        origins = [.. attachTo.Append(baseAddress).Select(Origin)];
    }

    public Uri BaseAddress => baseAddress;

    public Uri Url(string name) => new(baseAddress, $"{basePath}/{name}");

    /// <summary>Whether a request to this address may carry the access token.</summary>
    public bool Attaches(Uri? url) => url is { IsAbsoluteUri: true } && origins.Contains(Origin(url)) && !IsTokenless(url);

    /// <summary>Scheme, host and port; user info is no part of an origin (RFC 6454 §4).</summary>
    public static Uri Origin(Uri url) => new UriBuilder(url.Scheme, url.IdnHost, url.Port).Uri;

    // Endpoints that take no access token: a refresh on their behalf would be pointless or circular.
    private bool IsTokenless(Uri url) =>
        Origin(url) == Origin(baseAddress)
        && url.AbsolutePath.StartsWith(basePath + "/", StringComparison.OrdinalIgnoreCase)
        && Tokenless().IsMatch(url.AbsolutePath[basePath.Length..]);

    [GeneratedRegex(@"^/(login|refresh|logout|register|token|external|email|password/(forgot|reset))(?![\w-])", RegexOptions.IgnoreCase)]
    private static partial Regex Tokenless();
}
