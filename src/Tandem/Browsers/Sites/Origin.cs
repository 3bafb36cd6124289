using System.Diagnostics.CodeAnalysis;

namespace Tandem.Browsers.Sites;

/// <summary>A web origin (RFC 6454): scheme, host and port, nothing else.</summary>
internal sealed record Origin
{
    private Origin(string scheme, string host, int port)
    {
        Scheme = scheme;
        Host = host;
        Port = port;
    }

    /// <summary>Lower-case scheme.</summary>
    public string Scheme { get; }

    /// <summary>Lower-case host; IPv6 in brackets, international names in their ASCII form.</summary>
    public string Host { get; }

    /// <summary>Port, the scheme's default made explicit; -1 for schemes without ports.</summary>
    public int Port { get; }

    /// <summary>Whether the scheme is <c>https</c>.</summary>
    public bool IsSecure => Scheme == "https";

    /// <summary>Whether it is a page's origin rather than a native application's.</summary>
    public bool IsWeb => Scheme is "http" or "https";

    /// <summary>Whether the host is <c>localhost</c>, below it, or a loopback address.</summary>
    public bool IsLoopback => IsLoopbackAddress || Host.EndsWith(".localhost", StringComparison.Ordinal);

    /// <summary>Whether the host is one of the three spellings of this machine: <c>localhost</c>, <c>127.0.0.1</c>, <c>[::1]</c>.</summary>
    internal bool IsLoopbackAddress => Host is "localhost" or "127.0.0.1" or "[::1]";

    /// <summary>
    /// Reads an origin as browsers serialise it. What a browser never sends is refused: upper case, a default port written out, a
    /// path, user information, a trailing dot, <c>null</c>, several values.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Origin? origin)
    {
        origin = null;
        // Browsers send ASCII; reading the host of anything else can throw.
        if (string.IsNullOrEmpty(text) || text.Length > 512 || text.AsSpan().ContainsAnyExceptInRange('!', '~')
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return false;
        var parsed = new Origin(uri.Scheme, uri.IdnHost is var host && host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host, uri.Port);
        if (parsed.ToString() != text || host.EndsWith('.'))
            return false;
        origin = parsed;
        return true;
    }

    /// <summary>The origin of an absolute URL, whatever its path.</summary>
    public static Origin Of(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return TryParse(Serialize(url.Scheme, url.IdnHost.Contains(':', StringComparison.Ordinal) ? $"[{url.IdnHost}]" : url.IdnHost, url.Port), out var origin)
            ? origin
            : throw new ArgumentException($"'{url}' has no origin.", nameof(url));
    }

    /// <summary>
    /// Whether a page there is the same application: the same origin, or another spelling of loopback with the same scheme and port
    /// (<c>localhost</c>, <c>127.0.0.1</c>, <c>[::1]</c>).
    /// </summary>
    public bool IsSameAs(Origin other) =>
        this == other
        || (Scheme == other.Scheme && Port == other.Port && IsLoopbackAddress && other.IsLoopbackAddress);

    /// <summary>As a browser sends it.</summary>
    public override string ToString() => Serialize(Scheme, Host, Port);

    private static string Serialize(string scheme, string host, int port) =>
        port < 0 || (scheme == "https" && port == 443) || (scheme == "http" && port == 80) ? $"{scheme}://{host}" : $"{scheme}://{host}:{port}";
}
