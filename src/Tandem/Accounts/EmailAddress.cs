using System.Text;

namespace Tandem.Accounts;

/// <summary>An e-mail address in the form in which two addresses are compared.</summary>
public static class EmailAddress
{
    /// <summary>Longest address accepted, in characters (RFC 5321 §4.5.3.1.3 allows 254 in a path).</summary>
    public const int MaximumLength = 254;

    /// <summary>
    /// Whether <paramref name="text"/> can be an address: one <c>@</c> with something on both sides, no white space, no control or
    /// format or unpaired surrogate characters, at most 254 characters.
    /// </summary>
    public static bool IsValid(string text)
    {
        if (text.Length is < 3 or > MaximumLength)
            return false;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || at == text.Length - 1 || text.IndexOf('@', at + 1) >= 0)
            return false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)
                || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format)
                return false;
        }

        return true;
    }

    /// <summary>
    /// The canonical form: invariant lower case and nothing else. Accounts are unique by it. No step after it normalises, so a
    /// look-alike (a full-width @, a dotless i, a Kelvin sign) stays a different address.
    /// </summary>
    public static string Canonicalize(string text)
    {
        var trimmed = text.Trim();
        return string.Create(trimmed.Length, trimmed, static (lower, written) =>
        {
            written.AsSpan().ToLowerInvariant(lower);
            // The lower case of a Kelvin sign is the letter k: the mailbox of somebody else.
            for (var i = 0; i < lower.Length; i++)
            {
                if (char.IsAscii(lower[i]) && !char.IsAscii(written[i]))
                    lower[i] = written[i];
            }
        });
    }
}
