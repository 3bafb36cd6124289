namespace Tandem.Browsers.Sites;

/// <summary>
/// The Public Suffix List (https://publicsuffix.org), both of its sections: which names are one registrant's, and so one site
/// (URL Standard §3.2, RFC 6265bis §5.2).
/// </summary>
/// <remarks>
/// <para>
/// Hosts come as browsers serialise them: lower-case ASCII. Upper case and names in Unicode are understood as well, the latter mapped as
/// far as <see cref="System.Globalization.IdnMapping"/> does; answers are always in lower-case ASCII.
/// </para>
/// <para>
/// A trailing dot is part of the answer, as the URL Standard has it and browsers do: <c>example.com.</c> and <c>example.com</c> are two
/// sites.
/// </para>
/// <para>
/// A name without a rule has its last label for a public suffix. So <c>app.crm.localhost</c> is of <c>crm.localhost</c>, and
/// <c>localhost</c> of nobody.
/// </para>
/// </remarks>
internal static class PublicSuffixList
{
    private static readonly Lazy<PublicSuffixRules> Rules = new(PublicSuffixRules.Load);

    /// <summary>The day the list's package was released; the list is of that day or a few days older.</summary>
    public static DateOnly Date => Rules.Value.Date;

    /// <summary>The package the list was taken from, and its version.</summary>
    public static string Version => Rules.Value.Version;

    /// <summary>
    /// The public suffix of a host and one label more. Null where there is none: for an IP address, a public suffix itself, and anything
    /// that is no host.
    /// </summary>
    /// <param name="host">A host without port; IPv6 in brackets.</param>
    public static string? RegistrableDomain(string? host)
    {
        if (HostName.Domain(host) is not { } domain)
            return null;
        var start = SuffixStart(domain);
        return start == 0 ? null : domain[PublicSuffixRules.Left(domain, start)..];
    }

    /// <summary>The public suffix of a host. Null for an IP address and anything that is no host.</summary>
    /// <param name="host">A host without port; IPv6 in brackets.</param>
    public static string? PublicSuffix(string? host) =>
        HostName.Domain(host) is { } domain ? domain[SuffixStart(domain)..] : null;

    private static int SuffixStart(string domain) =>
        Rules.Value.SuffixStart(domain.AsSpan(0, domain.Length - (domain.EndsWith('.') ? 1 : 0)));
}
