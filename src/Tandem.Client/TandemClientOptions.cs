using Microsoft.Extensions.Logging;

using Tandem.Client.Storage;

namespace Tandem.Client;

/// <summary>Options of a <see cref="TandemClient"/>. All faults are told at once, when it is made.</summary>
public sealed class TandemClientOptions
{
    /// <summary>The Tandem server, as an absolute URL; a path in it comes before <see cref="BasePath"/>. Required.</summary>
    public Uri? BaseAddress { get; set; }

    /// <summary>Where the server's auth endpoints are. Default <c>/api/auth</c>.</summary>
    public string BasePath { get; set; } = "/api/auth";

    /// <summary>Further origins that may receive the access token. Default: only the server's own.</summary>
    public IList<Uri> AttachTo { get; } = [];

    /// <summary>Where tokens outlive the process. Default: a <see cref="MemoryTokenStore"/>, where they do not.</summary>
    public ITokenStore? TokenStore { get; set; }

    /// <summary>
    /// How long a request to an auth endpoint may take, from 1 ms to 12 s. Default 12 s. It must stay well below the server's leeway (30 s), or a lost
    /// response can look like a stolen token.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TandemClient.LongestRequest;

    /// <summary>How this program calls itself in the owner's list of sessions, as <c>User-Agent</c>. Default <c>Tandem.Client</c>.</summary>
    public string UserAgent { get; set; } = "Tandem.Client";

    /// <summary>
    /// Sends requests to auth endpoints, for a proxy or a certificate authority of one's own. It must follow no redirects, which could carry a password
    /// elsewhere, and repeat nothing by itself. Default: a <see cref="SocketsHttpHandler"/> without redirects and cookies.
    /// </summary>
    public HttpMessageHandler? AuthHandler { get; set; }

    /// <summary>Time for all that expires. Default: the registered one, else real time.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Where to say what an application could not learn otherwise; never a token. Default: the registered one, else nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (!IsOrigin(BaseAddress))
            faults.Add($"BaseAddress is '{BaseAddress}'. Give the server's absolute URL, http or https, without user name, query and fragment.");
        if (BasePath is null || BasePath.AsSpan().ContainsAny("?#\\") || BasePath.Trim('/').Length == 0)
            faults.Add($"BasePath is '{BasePath}'. Give a path such as '/api/auth'.");
        faults.AddRange(AttachTo.Where(entry => !IsOrigin(entry)).Select(entry => $"AttachTo has '{entry}'. Give absolute URLs, http or https."));
        if (RequestTimeout < TimeSpan.FromMilliseconds(1) || RequestTimeout > TandemClient.LongestRequest)
            faults.Add($"RequestTimeout is {RequestTimeout}. Give 1 ms to {TandemClient.LongestRequest.TotalSeconds} s.");
        return faults;
    }

    private static bool IsOrigin(Uri? url) =>
        url is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "", Query: "", Fragment: "", Host.Length: > 0 };
}
