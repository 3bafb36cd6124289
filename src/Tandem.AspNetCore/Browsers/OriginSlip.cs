using System.Globalization;
using System.Text;

using Tandem.Browsers.Sites;

namespace Tandem.AspNetCore.Browsers;

/// <summary>Why a text is not an origin as browsers send it, and which one was probably meant.</summary>
internal static class OriginSlip
{
    private const string Separator = "://";

    /// <summary>One sentence, with the position where there is one.</summary>
    public static string In(string text)
    {
        if (text.Length == 0)
            return "It is empty.";
        if (text == "null")
            return "null is what pages without an origin send, files and sandboxed frames: anybody can be one.";
        if (text.Contains(',', StringComparison.Ordinal))
            return "There are several in one entry.";
        if (Unsendable(text) is { } character)
            return character;
        var separator = text.IndexOf(Separator, StringComparison.Ordinal);
        if (separator < 1)
            return "There is no scheme, such as https://, at its beginning.";
        var rest = text[(separator + Separator.Length)..];
        var end = rest.AsSpan().IndexOfAny("/?#\\");
        if (end >= 0)
            return end == rest.Length - 1 && rest[end] == '/' ? "There is a slash at its end." : $"There is more after the host: {rest[end..]}";
        if (rest.Contains('@', StringComparison.Ordinal))
            return "There is a user before the host.";
        if (rest.Contains('*', StringComparison.Ordinal))
            return "There is a wildcard in the host, and origins are compared exactly.";
        if (text.AsSpan().ContainsAnyInRange('A', 'Z'))
            return "There are capital letters, and browsers send lower case.";
        return IsDefaultPort(text) ? "The port is the scheme's own, which browsers leave out."
            : rest.TrimEnd("0123456789:".ToCharArray()).EndsWith('.') ? "The host ends in a dot."
            : "This is not an origin as browsers send it.";
    }

    /// <summary>The origin that it would be without what is wrong with it; null where that cannot be told.</summary>
    public static string? Cure(string text) =>
        !text.Contains('*', StringComparison.Ordinal) && !text.Contains(',', StringComparison.Ordinal)
        && Uri.TryCreate(new string([.. text.Where(c => c is > ' ' and not '\u007f' && char.GetUnicodeCategory(c) != UnicodeCategory.Format)]), UriKind.Absolute, out var url)
        && url.Host.Length > 0 && url.UserInfo.Length == 0
        && Origin.TryParse(url.GetLeftPart(UriPartial.Authority).Replace(url.Host, url.IdnHost, StringComparison.OrdinalIgnoreCase).TrimEnd('.'), out var origin)
            ? origin.ToString()
            : null;

    // Browsers send ASCII.
    private static string? Unsendable(string text)
    {
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            if (rune.Value is >= '!' and <= '~')
                continue;
            var name = Rune.IsWhiteSpace(rune) ? "white space"
                : Rune.IsControl(rune) ? "a control character"
                : Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? "an invisible character"
                : "a letter or sign that browsers send in another form (xn--...)";
            return string.Create(CultureInfo.InvariantCulture, $"There is {name}, U+{rune.Value:X4}, as character {position}.");
        }

        return null;
    }

    private static bool IsDefaultPort(string text) =>
        (text.StartsWith("https:", StringComparison.Ordinal) && text.EndsWith(":443", StringComparison.Ordinal))
        || (text.StartsWith("http:", StringComparison.Ordinal) && text.EndsWith(":80", StringComparison.Ordinal));
}
