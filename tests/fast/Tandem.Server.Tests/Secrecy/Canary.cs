using System.Text;

namespace Tandem.Server.Tests.Secrecy;

/// <summary>A secret, and the forms in which it could leak.</summary>
/// <param name="Name">What it is, for the message.</param>
/// <param name="Bytes">The secret.</param>
internal sealed record Canary(string Name, byte[] Bytes)
{
    public static Canary OfText(string name, string secret) => new(name, Encoding.UTF8.GetBytes(secret));

    /// <summary>As it is, in base64 and base64url at each alignment, in hexadecimal, percent-encoded.</summary>
    public IEnumerable<(string Form, byte[] Bytes)> Forms()
    {
        yield return ("as it is", Bytes);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(Bytes)));
        yield return ("hexadecimal", Ascii(Convert.ToHexStringLower(Bytes)));
        yield return ("hexadecimal, upper case", Ascii(Convert.ToHexString(Bytes)));
        yield return ("hexadecimal with dashes", Ascii(BitConverter.ToString(Bytes)));
        yield return ("percent-encoded", Ascii(string.Concat(Bytes.Select(value => $"%{value:X2}"))));
        yield return ("percent-encoded where needed", Ascii(Uri.EscapeDataString(Encoding.Latin1.GetString(Bytes))));
        for (var before = 0; before < 3; before++)
        {
            var base64 = Base64Within(before);
            yield return ($"base64 after {before} bytes", Ascii(base64));
            yield return ($"base64url after {before} bytes", Ascii(base64.Replace('+', '-').Replace('/', '_')));
        }
    }

    /// <summary>The forms of the secret that are somewhere in a place.</summary>
    public IEnumerable<string> Leaks(string place, byte[] content) =>
        from form in Forms()
        where content.AsSpan().IndexOf(form.Bytes) >= 0
        select $"{Name}, {form.Form}, in {place}";

    // The characters that depend on the secret alone, whatever surrounds it.
    private string Base64Within(int before)
    {
        var all = Convert.ToBase64String([.. new byte[before], .. Bytes]);
        var first = (before * 8 + 5) / 6;
        var last = (before + Bytes.Length) * 8 / 6;
        return all[first..last];
    }

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
