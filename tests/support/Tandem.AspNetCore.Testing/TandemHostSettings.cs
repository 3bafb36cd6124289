using Microsoft.AspNetCore.Builder;

namespace Tandem.AspNetCore.Testing;

/// <summary>How a <see cref="TandemHost"/> differs from the usual one.</summary>
public sealed record TandemHostSettings
{
    /// <summary>Configuration keys, such as <c>Tandem:RefreshToken:Leeway</c>.</summary>
    public IReadOnlyDictionary<string, string?> Configuration { get; init; } = new Dictionary<string, string?>();

    /// <summary>Adds services, before Tandem's.</summary>
    public Action<WebApplicationBuilder>? FirstServices { get; init; }

    /// <summary>Changes the services, after Tandem's and the storage's were added.</summary>
    public Action<WebApplicationBuilder>? Services { get; init; }

    /// <summary>Maps Tandem's endpoints; the application's own are there besides. Default: all of them.</summary>
    public Action<WebApplication> Map { get; init; } = static app => app.MapTandem();

    /// <summary>Whether the application answers every other path with its page. Default: yes.</summary>
    public bool HasFallbackPage { get; init; } = true;

    /// <summary>Where to listen. Default: a free port of 127.0.0.1.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:0";
}
