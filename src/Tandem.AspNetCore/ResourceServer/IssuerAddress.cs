using System.Diagnostics.CodeAnalysis;

using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.ResourceServer;

/// <summary>An issuer as it stands in <c>iss</c>: an origin, and a path where a proxy takes one off.</summary>
/// <param name="Origin">The origin.</param>
/// <param name="Path">The path without a slash at its end, or empty.</param>
internal sealed record IssuerAddress(Origin Origin, string Path)
{
    private const string Metadata = "/.well-known/oauth-authorization-server";

    /// <summary>
    /// Where its metadata may be, in the order to ask: RFC 8414 §3.1 puts the well-known part between host and path. Where nothing but the
    /// path leads to the issuer, the document is below the path, as it is for OpenID Connect (§5).
    /// </summary>
    public IReadOnlyList<Uri> MetadataAddresses { get; } = Path.Length == 0
        ? [new(Origin + Metadata)]
        : [new(Origin + Metadata + Path), new(Origin + Path + Metadata)];

    /// <summary>Reads an issuer. There is one spelling: it is compared character by character.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out IssuerAddress? address)
    {
        address = null;
        var start = text.IndexOf("://", StringComparison.Ordinal);
        var slash = start < 0 ? -1 : text.IndexOf('/', start + 3);
        var path = slash < 0 ? "" : text[slash..];
        if (!Origin.TryParse(slash < 0 ? text : text[..slash], out var origin) || !origin.IsWeb || (path.Length > 0 && !PlainPath.Is(path)))
            return false;
        address = new IssuerAddress(origin, path);
        return true;
    }

    /// <summary>As it stands in <c>iss</c>.</summary>
    public override string ToString() => Origin + Path;
}
