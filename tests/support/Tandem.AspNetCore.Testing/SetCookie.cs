namespace Tandem.AspNetCore.Testing;

/// <summary>One <c>Set-Cookie</c> header, taken apart as written.</summary>
/// <param name="Text">The whole value.</param>
/// <param name="Name">The cookie's name.</param>
/// <param name="Value">The cookie's value.</param>
/// <param name="Attributes">The attributes in the order sent, such as <c>Path=/</c>.</param>
public sealed record SetCookie(string Text, string Name, string Value, IReadOnlyList<string> Attributes)
{
    /// <summary>Whether it stores nothing and ends at once.</summary>
    public bool Clears => Value.Length == 0 && Attributes.Contains("Max-Age=0");

    /// <summary>Seconds until the browser forgets it, or null for a cookie of the browser session.</summary>
    public long? MaxAge => Attributes.SingleOrDefault(attribute => attribute.StartsWith("Max-Age=", StringComparison.Ordinal)) is { } age
        ? long.Parse(age["Max-Age=".Length..], System.Globalization.CultureInfo.InvariantCulture)
        : null;

    /// <summary>The attributes without <c>Max-Age</c>, as one text.</summary>
    public string Form => string.Join("; ", Attributes.Where(attribute => !attribute.StartsWith("Max-Age=", StringComparison.Ordinal)));

    /// <summary>Takes one apart.</summary>
    public static SetCookie Parse(string text)
    {
        var parts = text.Split("; ");
        var equals = parts[0].IndexOf('=', StringComparison.Ordinal);
        return new SetCookie(text, parts[0][..equals], parts[0][(equals + 1)..], parts[1..]);
    }
}
