using Tandem.Accounts;
using Tandem.Hostile.Tests.Fuzzing;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>Addresses, as a sign-in has them. V23, E10.</summary>
public sealed class EmailAddressTarget : FuzzTarget
{
    public override IReadOnlyList<string> Dictionary { get; } =
        ["@", "a@b", "ana@example.com", "ANA@EXAMPLE.COM", "\uff20", "\u212a", "\u0130", "\u0131", "\u1e9e", "\u03a3", "\u00ad", "\u200d", "\U0001d41a", "\"a b\"@c", "<a@b>", ",b@c"];

    public override IEnumerable<byte[]> Seeds => Dictionary.Select(FuzzText.Bytes);

    public override void Give(byte[] input)
    {
        var text = FuzzText.Of(input);
        if (!Within(256, () => EmailAddress.IsValid(text)))
            return;
        Must(text.Length <= EmailAddress.MaximumLength && text.Count(c => c == '@') == 1, "More or less than one address.");
        Must(!text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) && !HasUnpairedSurrogate(text), "Not text.");

        var canonical = Within(4096, () => EmailAddress.Canonicalize(text));
        Must(EmailAddress.IsValid(canonical), "Its canonical form is no address.");
        Must(EmailAddress.Canonicalize(canonical) == canonical, "Canonical twice is something else.");
        Must(EmailAddress.Canonicalize(" " + text + "\n") == canonical, "White space around it makes another address of it.");
        // A look-alike must stay another address: no letter beyond ASCII becomes an ASCII letter. A domain alone has another spelling, as
        // DNS has it (UTS #46), unless it was written so.
        var (given, taken) = (text.Split('@'), canonical.Split('@'));
        Must(IsWithin(AsciiOf(taken[0]), AsciiOf(given[0])), $"'{text}' is taken for '{canonical}'.");
        Must(!given[1].All(char.IsAscii) || taken[1] == AsciiOf(given[1]), $"'{text}' is taken for '{canonical}'.");
    }

    private static string AsciiOf(string text) => string.Concat(text.Where(char.IsAscii).Select(char.ToLowerInvariant));

    // Whether nothing was added and nothing changed places.
    private static bool IsWithin(string part, string whole)
    {
        var found = 0;
        foreach (var c in whole)
            found += found < part.Length && part[found] == c ? 1 : 0;
        return found == part.Length;
    }

    private static bool HasUnpairedSurrogate(string text) => text.Where((c, at) =>
        (char.IsHighSurrogate(c) && (at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])))
        || (char.IsLowSurrogate(c) && (at == 0 || !char.IsHighSurrogate(text[at - 1])))).Any();
}
