using System.Globalization;
using System.Text;

namespace Tandem.Server.CommandLine;

/// <summary>Foreign text on a line of output. OWASP ASVS 5.0 16.4.1.</summary>
internal static class PlainText
{
    /// <summary>
    /// The text without anything that could end the line, move the cursor, colour or turn around what is beside it: such characters are
    /// written as <c>\u{2028}</c>, a backslash as <c>\\</c>.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character == '\\')
                escaped.Append(@"\\");
            else if (IsPlain(character))
                escaped.Append(character);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)character:x4}}}");
        }

        return escaped.ToString();
    }

    // Surrogates among the rest: characters beyond the basic plane hold invisible ones as well.
    private static bool IsPlain(char character) => char.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned);
}
