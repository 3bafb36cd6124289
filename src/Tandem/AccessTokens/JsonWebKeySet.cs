using System.Buffers;
using System.Text.Json;

using Tandem.Keys;

namespace Tandem.AccessTokens;

/// <summary>The keys tokens are verified with, as published (RFC 7517 §5): the active one first, then announced, then verifying.</summary>
/// <param name="Keys"><c>keys</c>.</param>
public sealed record JsonWebKeySet(IReadOnlyList<JsonWebKey> Keys)
{
    /// <summary>The published form of a ring.</summary>
    public static JsonWebKeySet From(KeyRing ring) => new([.. ring.PublicKeys.Select(JsonWebKey.From)]);

    /// <summary>The document, <c>application/jwk-set+json</c> (RFC 7517 §8.5.2).</summary>
    public byte[] ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys"u8);
            foreach (var key in Keys)
                key.WriteTo(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
