using System.Buffers;
using System.Text.Json;

using Tandem.SigningKeys;

namespace Tandem.AccessTokens;

/// <summary>The keys tokens are verified with, as published (RFC 7517 §5): the active one first, then announced, then verifying.</summary>
/// <param name="Keys"><c>keys</c>.</param>
internal sealed record JsonWebKeySet(IReadOnlyList<JsonWebKey> Keys)
{
    /// <summary>The published form of a ring.</summary>
    public static JsonWebKeySet From(KeyRing ring) => new([.. ring.PublicKeys.Select(JsonWebKey.From)]);

    /// <summary>
    /// Reads the keys that an issuer published. A key that cannot be used is left out (RFC 7517 §5) and listed in
    /// <see cref="VerificationKeySet.Refused"/>: one without <c>alg</c> or <c>kid</c>, with a private member, a secret, one for encryption,
    /// of an unknown kind, off its curve, an RSA key outside 2,048 to 4,096 bits. Of keys with the same <c>kid</c> none is used.
    /// <c>x5c</c> and <c>x5u</c> are ignored, nothing is fetched.
    /// </summary>
    /// <param name="utf8">The document, at most 64 KiB with at most 64 keys.</param>
    /// <exception cref="FormatException">It is not a JWK set, too large, or has a member twice.</exception>
    public static VerificationKeySet Parse(ReadOnlyMemory<byte> utf8) => PublishedKeys.Read(utf8);

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
