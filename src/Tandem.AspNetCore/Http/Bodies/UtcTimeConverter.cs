using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tandem.AspNetCore.Http.Bodies;

/// <summary>Times as RFC 3339 in UTC, with <c>Z</c>, to the millisecond where there are any.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // The framework has no such format ready, and reading a format of one's own takes longer than the rest of a response.
        Span<byte> text = stackalloc byte[24];
        var utc = value.UtcDateTime;
        utc.TryFormat(text, out var length, "s", CultureInfo.InvariantCulture);
        if (utc.Millisecond > 0)
        {
            text[length] = (byte)'.';
            utc.Millisecond.TryFormat(text[(length + 1)..], out var digits, "D3", CultureInfo.InvariantCulture);
            length = text[..(length + 1 + digits)].TrimEnd((byte)'0').Length;
        }

        text[length++] = (byte)'Z';
        writer.WriteStringValue(text[..length]);
    }
}
