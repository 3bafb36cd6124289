using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Where browsers reach this application, and which pages may call it.</summary>
internal sealed class PublicAddressOptions
{
    public Uri? PublicUrl { get; set; }

    public IReadOnlyList<string> Frontends { get; set; } = [];

    public string BasePath { get; set; } = "/api/auth";

    /// <summary>The path of <see cref="PublicUrl"/>, without a slash at its end: what a proxy takes off before requests come here.</summary>
    public string PublicPath => PublicUrl?.AbsolutePath.TrimEnd('/') ?? "";

    /// <summary>Where browsers find the endpoints.</summary>
    public string PublicBasePath => PublicPath + BasePath;

    /// <summary>The front ends that are origins.</summary>
    public IReadOnlyList<Origin> FrontendOrigins =>
        [.. Frontends.Select(text => Origin.TryParse(text, out var origin) ? origin : null).OfType<Origin>()];
}
