using Tandem.Hostile.Tests.Fuzzing;
using Tandem.MasterKeys;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>Master keys as text: a setting or a file. V35, J3.</summary>
public sealed class MasterKeyTarget : FuzzTarget
{
    private const string One = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", Other = "-_8hIiMkJSYnKCkqKywtLi8wMTIzNDU2Nzg5Ojs8PT4";

    public override IReadOnlyList<string> Dictionary { get; } = [One, Other, ",", "\n", "\r\n", "#", "# comment\n", "=", "==", " ", "+", "/", "-", "_", new string('A', 43)];

    public override IEnumerable<byte[]> Seeds => [FuzzText.Bytes(One), FuzzText.Bytes($"# keys\n{One},{Other}\n"), FuzzText.Bytes(new string('A', 43)), FuzzText.Bytes("")];

    public override void Give(byte[] input)
    {
        var text = FuzzText.Of(input);
        // An exception brings its stack along; each accepted key is some 200 bytes, and they are compared by a closure each.
        var (ring, refusal) = Within(32_768 + (64L * text.Length), () => Parse(text));
        if (ring is null)
        {
            Must(refusal!.StartsWith("here: ", StringComparison.Ordinal), "It does not say where.");
            Must(!Secrets(text).Any(secret => refusal.Contains(secret, StringComparison.Ordinal)), "The message shows what was written.");
            return;
        }

        var expected = Entries(text).Select(entry => new MasterKey(Convert.FromBase64String(entry.TrimEnd('=').Replace('-', '+').Replace('_', '/') + "=")).Id).ToList();
        Must(ring.All.Select(key => key.Id).SequenceEqual(expected), "Other keys than were written.");
        Must(expected.Distinct().Count() == expected.Count, "A key twice.");
    }

    private static (MasterKeyRing? Ring, string? Refusal) Parse(string text)
    {
        try
        {
            return (MasterKeySource.Parse(text, "here"), null);
        }
        catch (MasterKeyException refused)
        {
            return (null, refused.Message);
        }
    }

    private static List<string> Entries(string text)
    {
        var entries = new List<string>();
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            if (!line.TrimStart().StartsWith("#"))
                entries.AddRange(line.ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        return entries;
    }

    // Eight characters of an entry in a message would be eight characters too many; words of the message itself may occur in it.
    private static IEnumerable<string> Secrets(string text) => Entries(text).Where(entry => entry.Length >= 20).Select(entry => entry[8..16])
        .Where(part => part.All(char.IsAsciiLetterOrDigit) && part.Any(char.IsAsciiDigit));
}
