namespace Tandem.AspNetCore.Http.Problems;

/// <summary>The documentation as web pages, where the operator publishes them.</summary>
/// <param name="site">Below which address; null if nowhere.</param>
internal sealed class PublishedDocs(Uri? site)
{
    /// <summary>Where a page is; null if there is no site.</summary>
    /// <param name="page">Such as <c>docs/reference/errors.md#not_found</c>.</param>
    public string? AddressOf(string page) =>
        site is null ? null : $"{site.AbsoluteUri.TrimEnd('/')}/{page.Replace(".md", ".html", StringComparison.Ordinal)}";
}
