using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Unicode;

namespace Tandem.AccessTokens;

/// <summary>
/// JSON that has one meaning: an object, valid UTF-8 without unpaired surrogates, no member twice (RFC 8725 §2.4, RFC 7515 §4).
/// </summary>
internal static class StrictJson
{
    public static bool TryParseObject(ReadOnlyMemory<byte> utf8, int maxDepth, [NotNullWhen(true)] out JsonDocument? document)
    {
        document = null;
        if (!Utf8.IsValid(utf8.Span))
            return false;
        try
        {
            document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = maxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object && EscapesAreText(utf8.Span))
                return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is how the reader reports an unpaired surrogate.
        }

        document?.Dispose();
        document = null;
        return false;
    }

    /// <summary>A member that must be a string which is not empty.</summary>
    public static bool TryGetText(this JsonElement json, ReadOnlySpan<byte> name, [NotNullWhen(true)] out string? text)
    {
        text = json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return !string.IsNullOrEmpty(text);
    }

    /// <summary>A member that must be an integer from zero up.</summary>
    public static bool TryGetCount(this JsonElement json, ReadOnlySpan<byte> name, out long count)
    {
        count = 0;
        return json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt64(out count) && count >= 0;
    }

    /// <summary>A member that must be an array of strings.</summary>
    public static bool TryGetTexts(this JsonElement json, ReadOnlySpan<byte> name, [NotNullWhen(true)] out IReadOnlyList<string>? texts)
    {
        texts = null;
        if (!json.TryGetProperty(name, out var array) || array.ValueKind != JsonValueKind.Array)
            return false;
        var read = new string[array.GetArrayLength()];
        var i = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.String)
                return false;
            read[i++] = item.GetString()!;
        }

        // Read-only in fact: claims are shared by every request that presents their token.
        texts = Array.AsReadOnly(read);
        return true;
    }

    private static bool EscapesAreText(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.Contains((byte)'\\'))
            return true;
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.ValueIsEscaped)
                _ = reader.GetString();
        }

        return true;
    }
}
