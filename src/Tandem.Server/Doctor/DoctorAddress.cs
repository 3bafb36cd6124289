using System.Net;

using Tandem.Browsers.Sites;
using Tandem.Server.CommandLine;

namespace Tandem.Server.Doctor;

/// <summary>An address on the doctor's command line, spelled as browsers spell it.</summary>
/// <param name="Origin">Its origin.</param>
/// <param name="Path">Its path without a slash at the end; empty for none.</param>
internal sealed record DoctorAddress(Origin Origin, string Path)
{
    private const string Example = "https://crm.example.com";

    /// <summary>As it is shown.</summary>
    public override string ToString() => Origin + Path;

    /// <summary>An origin and nothing else; else null and why.</summary>
    public static DoctorAddress? ParseOrigin(string text, out string fault)
    {
        var address = Parse(text, out fault);
        if (address is null)
            return null;
        if (address.Path.Length > 0 || text.EndsWith('/'))
            fault = $"'{text}' has a path, and an origin has none. Write {address.Origin}";
        return fault.Length == 0 ? address : null;
    }

    /// <summary>A URL with or without a path; else null and why.</summary>
    public static DoctorAddress? Parse(string text, out string fault)
    {
        fault = TextFault(text);
        if (fault.Length > 0)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            fault = $"'{text}' is neither an http nor an https address such as {Example}.";
        // What stands there may be a password: it is not repeated.
        else if (url.UserInfo.Length > 0)
            fault = $"The address has user information. Write {url.Scheme}://{url.Authority}{(url.AbsolutePath == "/" ? "" : url.AbsolutePath)}";
        else if (text.AsSpan().ContainsAny('?', '#'))
            fault = $"'{text}' has a query or a fragment. Write {url.GetLeftPart(UriPartial.Path).TrimEnd('/')}";
        else if (url.IdnHost.EndsWith('.'))
            fault = $"'{text}' has a dot at the end of its host, which makes it another site to browsers. Write {url.Scheme}://{url.IdnHost.TrimEnd('.')}{(url.IsDefaultPort ? "" : $":{url.Port}")}";
        else if (!IsHost(url))
            fault = $"'{text}' has no host that browsers know. Write an address such as {Example}.";
        return fault.Length > 0 ? null : new(Origin.Of(url!), url!.AbsolutePath.TrimEnd('/'));
    }

    private static string TextFault(string text) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => $"An address is missing. Write one such as {Example}.",
        "null" => $"'null' is what pages without an origin say (files, sandboxed frames); no front end can be told by it. Serve the page from an address such as {Example}.",
        _ when text.Contains('*', StringComparison.Ordinal) => $"'{text}' has a wildcard. Write one front end, such as {Example}.",
        _ when text.Any(character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '\\') =>
            $"'{PlainText.Escape(text)}' has a space, a backslash or a control character. Write an address such as {Example}.",
        _ when !text.Contains("://", StringComparison.Ordinal) => $"'{text}' has no scheme. Write {(text.StartsWith("localhost", StringComparison.Ordinal) ? "http" : "https")}://{text}",
        _ => "",
    };

    private static bool IsHost(Uri url) => url.Port is > 0 and <= 65_535
        && (IPAddress.TryParse(url.IdnHost.Trim('[', ']'), out _)
            || (url.IdnHost.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_') && PublicSuffixList.PublicSuffix(url.IdnHost) is not null));
}
