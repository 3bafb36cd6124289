namespace Tandem.Browsers.Cookies;

/// <summary>What browsers keep of the cookies that one address set, one after the other (RFC 6265bis §5.7).</summary>
internal static class KeptCookies
{
    /// <summary>The cookies that are left: each replaces the one of its name, domain, path and partition, and a dead one takes it away.</summary>
    /// <param name="set">In the order in which they were set.</param>
    /// <param name="requestPath">The path that was asked for, where a cookie states none.</param>
    /// <param name="now">The present.</param>
    public static IReadOnlyList<SetCookieHeader> Of(IEnumerable<SetCookieHeader> set, string requestPath, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(set);
        var kept = new OrderedDictionary<(string, string?, string, bool), SetCookieHeader>();
        foreach (var cookie in set)
        {
            var place = (cookie.Name, cookie.Domain, cookie.Path ?? CookieJar.DefaultPath(requestPath), cookie.Partitioned);
            if (cookie.IsDeadAt(now))
                kept.Remove(place);
            else
                kept[place] = cookie;
        }

        return [.. kept.Values];
    }
}
