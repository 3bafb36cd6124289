using System.Net;

using Tandem.AspNetCore;
using Tandem.AspNetCore.Hosting.Configuration;

namespace Tandem.Server.Serving;

/// <summary>Where the server listens, and whether it may.</summary>
internal static class ListeningUrls
{
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>Why a value of <c>--urls</c> cannot be one, or null.</summary>
    public static string? Fault(string urls)
    {
        foreach (var url in urls.Split(';'))
        {
            if (Parse(url) is not { Scheme: "http" or "https", Port: >= 0 and <= 65_535 } address)
                return $"'{url}' is not a URL such as {Default}.";
            if (address.PathBase.Length > 0)
                return $"'{url}' has a path. Write scheme, host and port only; the path of the endpoints is Tandem:BasePath.";
        }

        return null;
    }

    /// <summary>Takes the addresses from the command line, else from the configuration, else the default.</summary>
    public static IReadOnlyList<string> Choose(WebApplicationBuilder builder, string? given)
    {
        var endpoints = Endpoints(builder.Configuration);
        if (given is null && endpoints.Count > 0)
            return endpoints;
        var urls = (given ?? builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? Default).Split(';');
        builder.WebHost.UseUrls(urls).PreferHostingUrls(given is not null);
        return urls;
    }

    /// <summary>The addresses that the configuration names, for a command that does not listen.</summary>
    public static IReadOnlyList<string> Configured(IConfiguration configuration) => Endpoints(configuration) is { Count: > 0 } endpoints
        ? endpoints
        : (configuration[WebHostDefaults.ServerUrlsKey] ?? configuration["ASPNETCORE_URLS"] ?? configuration["DOTNET_URLS"] ?? Default).Split(';');

    private static List<string> Endpoints(IConfiguration configuration) =>
        [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>()];

    /// <summary>Refuses, before anything listens, what browsers could not use or others could read.</summary>
    /// <exception cref="ConfigurationException">The public URL must be set.</exception>
    public static void EnsurePublic(IReadOnlyList<string> urls, TandemOptions options)
    {
        if (options.PublicUrl is not null || urls.FirstOrDefault(url => !CanBePublic(Parse(url))) is not { } open)
            return;
        throw new ConfigurationException(
        [
            new($"{ConfigurationKeys.Section}:PublicUrl", "not set",
                $"The server would listen on {open}, which is no address for browsers: neither one HTTPS host nor loopback.",
                "Set it to the HTTPS address that browsers use, or listen on 127.0.0.1."),
        ]);
    }

    // Without a public URL the first listening one is taken for it.
    private static bool CanBePublic(BindingAddress? address) =>
        address is { IsUnixPipe: false, IsNamedPipe: false }
        && (IPAddress.TryParse(address.Host, out var ip)
            ? IPAddress.IsLoopback(ip) || (address.Scheme == "https" && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any))
            : address.Host == "localhost" || (address.Scheme == "https" && address.Host is not ("*" or "+")));

    private static BindingAddress? Parse(string url)
    {
        try
        {
            return BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
