using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>Says in one sentence why a body cannot be read, with the member and the position. Nothing of a value is repeated.</summary>
internal static class JsonFaults
{
    private const int LongestName = 100;

    /// <summary>Of a body that is no JSON object at all, or one with a text that is no Unicode.</summary>
    /// <param name="fault">What the reader threw.</param>
    /// <param name="utf8">The body.</param>
    /// <param name="tokenAt">Where the token begins that the reader was at.</param>
    public static string OfText(Exception fault, ReadOnlySpan<byte> utf8, long tokenAt)
    {
        if (utf8.TrimStart(" \t\r\n"u8).IsEmpty)
            return "The body is empty; send a JSON object.";
        if (utf8 is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, _, ..] or [_, 0, ..])
            return "The body is not UTF-8; JSON is sent in that encoding (RFC 8259 §8.1).";
        if (fault is JsonException json)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"The body is not JSON, or is nested too deeply: the reader stopped in line {json.LineNumber + 1}, at byte {json.BytePositionInLine + 1} of it.");
        }

        return string.Create(CultureInfo.InvariantCulture, $"The text that begins at byte {tokenAt + 1} of the body is not Unicode: it has an unpaired surrogate, or bytes that are not UTF-8.");
    }

    /// <summary>Of a body that is JSON and not what the endpoint takes.</summary>
    public static string OfValue(JsonException fault, JsonTypeInfo type)
    {
        if (fault.Path is not { Length: > 2 } path || path[0] != '$')
            return "The body is not a JSON object; send one.";
        var name = path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : path[1..];
        var member = name.Length <= LongestName ? name : $"{name.AsSpan(0, LongestName)}...";
        // The message is all there is to know it by.
        if (fault.Message.Contains("uplicate", StringComparison.Ordinal))
            return $"The member {member} is there twice; send it once.";
        return $"The member {member} is of the wrong type; send {Expected(type, name)}.";
    }

    private static string Expected(JsonTypeInfo type, string name)
    {
        var property = type.Properties.FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.PropertyType;
        var plain = property is null ? null : Nullable.GetUnderlyingType(property) ?? property;
        return plain == typeof(string) ? "a text in double quotes"
            : plain == typeof(bool) ? "true or false"
            : plain == typeof(Guid) ? "an id, as a text of 36 characters"
            : "what the endpoint's documentation says";
    }
}
