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

        var canonical = Within(262_144, () => EmailAddress.Canonicalize(text));
        // The domain as DNS has it may be longer than what may be typed.
        Must(canonical.Length > EmailAddress.MaximumLength || EmailAddress.IsValid(canonical), "Its canonical form is no address.");
        Must(EmailAddress.Canonicalize(canonical) == canonical, "Canonical twice is something else.");
        Must(EmailAddress.Canonicalize(" " + text + "\n") == canonical, "White space around it makes another address of it.");
        // A look-alike must stay another address: no letter beyond ASCII becomes an ASCII letter.
        // The domain alone has another spelling, as DNS has it (UTS #46).
        Must(Mailbox(canonical).Count(char.IsAscii) <= Mailbox(text).Count(char.IsAscii), $"'{text}' is taken for '{canonical}'.");
    }

    private static string Mailbox(string address) => address[..address.LastIndexOf('@')];

    private static bool HasUnpairedSurrogate(string text) => text.Where((c, at) =>
        (char.IsHighSurrogate(c) && (at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])))
        || (char.IsLowSurrogate(c) && (at == 0 || !char.IsHighSurrogate(text[at - 1])))).Any();
}
