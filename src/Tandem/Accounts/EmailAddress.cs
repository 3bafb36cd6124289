using System.Globalization;
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
    public static bool IsValid(string text) => Fault(text) is null;

    /// <summary>Why <paramref name="text"/> cannot be an address, to go on after its name: <c>has no @</c>. Null when it can.</summary>
    public static string? Fault(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "is missing";
        if (text.Length > MaximumLength)
            return $"has {text.Length} characters; at most {MaximumLength} are taken";
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            if (NameOf(rune) is { } name)
                return string.Create(CultureInfo.InvariantCulture, $"has {name}, U+{rune.Value:X4}, as character {position}");
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? "has no @"
            : text.IndexOf('@', at + 1) >= 0 ? "has more than one @"
            : at == 0 ? "has nothing before the @"
            : at == text.Length - 1 ? "has nothing after the @"
            : null;
    }

    // What nobody sees in an address, or sees as a blank.
    private static string? NameOf(Rune rune) =>
        rune == Rune.ReplacementChar ? "half a character or a replacement for one"
        : Rune.IsWhiteSpace(rune) ? "white space"
        : Rune.IsControl(rune) ? "a control character"
        : Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format ? "an invisible character"
        : null;

    /// <summary>
    /// The canonical form, by which accounts are unique: letters composed (NFC) and in lower case, the domain as DNS has it (UTS #46 ToASCII). So
    /// <c>Ana@BÜCHER.example</c> and <c>ana@xn--bcher-kva.example</c> are one address. In the part before the <c>@</c> a look-alike (a full-width
    /// @, a dotless i, a Kelvin sign) stays what it is.
    /// </summary>
    public static string Canonicalize(string text)
    {
        var lower = Lower(text);
        return Ascii.IsValid(lower) ? lower : Compared(lower) ?? lower;
    }

    // Null where it would be longer than an address can be: there is no such domain, or no such mailbox.
    private static string? Compared(string lower)
    {
        var at = lower.LastIndexOf('@');
        var mailbox = UnicodeNames.Compose(at < 0 ? lower : lower.AsSpan(0, at), MaximumLength);
        if (at < 0 || mailbox is null)
            return mailbox;
        return DomainSpelling.ToAscii(lower.AsSpan(at + 1)) is { } domain && mailbox.Length + 1 + domain.Length <= MaximumLength
            ? $"{mailbox}@{domain}" : null;
    }

    /// <summary>
    /// Lower case and nothing else: the canonical form of earlier versions. Accounts that had one each by two spellings of an address keep them by
    /// it.
    /// </summary>
    internal static string Lower(string text)
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
