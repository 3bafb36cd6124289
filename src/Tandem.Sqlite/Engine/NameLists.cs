using System.Text.Json;

namespace Tandem.Sqlite.Engine;

/// <summary>Lists of names as JSON arrays; those that were read last are remembered, since most rows have the same few.</summary>
internal sealed class NameLists
{
    private const int Remembered = 64;

    private readonly (byte[] Json, string[] Names)[] known = new (byte[], string[])[Remembered];

    public static string Write(IReadOnlyList<string> names)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var name in names)
                json.WriteStringValue(name);
            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string[] Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        var names = new List<string>();
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String)
                names.Add(reader.GetString()!);
        }

        return [.. names];
    }

    public IReadOnlyList<string> Read(ReadOnlySpan<byte> json)
    {
        var hash = new HashCode();
        hash.AddBytes(json);
        ref var found = ref known[(uint)hash.ToHashCode() % Remembered];
        if (found.Json is null || !json.SequenceEqual(found.Json))
            found = (json.ToArray(), Parse(json));
        return found.Names;
    }
}
