using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tandem.SecurityEvents;

/// <summary>How long the fields of an event may be, whoever sent what is in them. What is longer is cut.</summary>
internal static class EventFields
{
    /// <summary>Characters of a text in an event's own fields, and of the caller's program.</summary>
    public const int LongestText = 256;

    /// <summary>Characters of a request's id and of an address.</summary>
    public const int LongestName = 64;

    /// <summary>Texts in a list.</summary>
    public const int LongestList = 256;

    public static string Cut(string text, int longest) => text.Length <= longest ? text
        : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    public static void Cut(JsonObject fields)
    {
        foreach (var name in fields.Select(field => field.Key).ToList())
        {
            switch (fields[name])
            {
                case JsonObject inner:
                    Cut(inner);
                    break;
                case JsonArray list:
                    while (list.Count > LongestList)
                        list.RemoveAt(list.Count - 1);
                    for (var i = 0; i < list.Count; i++)
                    {
                        if (TooLong(list[i]) is { } text)
                            list[i] = Cut(text, LongestText);
                    }

                    break;
                case var value when TooLong(value) is { } text:
                    fields[name] = Cut(text, LongestText);
                    break;
            }
        }
    }

    private static string? TooLong(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.String && value.GetValue<string>() is { Length: > LongestText } text ? text : null;
}
