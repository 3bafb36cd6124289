using Tandem.Browsers.Sites;

namespace Tandem.Browsers.Cookies;

/// <summary>A cookie in a browser's jar.</summary>
/// <param name="Cookie">As it was set.</param>
/// <param name="Host">The host that set it.</param>
/// <param name="Path">The path it is sent to and below.</param>
/// <param name="Partition">The jar it lies in; null for the one that is not partitioned.</param>
public sealed record StoredCookie(SetCookieHeader Cookie, string Host, string Path, PartitionKey? Partition)
{
    /// <summary>Whether it goes to its own host only.</summary>
    public bool IsHostOnly => Cookie.Domain is null || Cookie.Domain == Host && PublicSuffixList.RegistrableDomain(Host) is null;
}
