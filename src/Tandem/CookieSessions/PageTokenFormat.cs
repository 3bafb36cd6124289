using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

using Tandem.MasterKeys;
using Tandem.Platform;

namespace Tandem.CookieSessions;

/// <summary>
/// The wire format: <c>version(1) | key id(4) | session id(16) | secret(32) | tag(16)</c>, big-endian, base64url without padding
/// (RFC 4648 §5). There is no time in it: the session's row knows when it ends.
/// </summary>
public sealed class PageTokenFormat(TokenKeys keys)
{
    private const byte Version = 1;
    private const int KeyIdAt = 1, SessionAt = 5, SecretAt = 21, TagAt = 53;
    private const int ByteLength = 69, TagLength = 16;

    /// <summary>Characters of an encoded token. 69 bytes fill 92 characters exactly, so each token has one spelling.</summary>
    public const int EncodedLength = 92;

    private static ReadOnlySpan<byte> Context => "tandem-ps1"u8;

    /// <summary>Id of the key that tokens are encoded with now.</summary>
    public uint CurrentKeyId => keys.CurrentId;

    /// <summary>Encodes and tags a token with the current key, whatever <see cref="PageToken.KeyId"/> says.</summary>
    public string Encode(PageToken token)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[KeyIdAt..], keys.CurrentId);
        token.SessionId.TryWriteBytes(bytes[SessionAt..], bigEndian: true, out _);
        token.Secret.Span.CopyTo(bytes[SecretAt..]);
        TokenTag.Write(keys.Current, Context, bytes[..TagAt], bytes[TagAt..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads and authenticates a token. Touches no storage; its time does not depend on where a tag differs.</summary>
    public PageTokenFault TryParse(ReadOnlySpan<char> text, out PageToken? token)
    {
        token = null;
        Span<byte> bytes = stackalloc byte[ByteLength];
        if (!TokenText.TryDecode(text, bytes) || bytes[0] != Version)
            return PageTokenFault.Invalid;

        var keyId = BinaryPrimitives.ReadUInt32BigEndian(bytes[KeyIdAt..]);
        // A key that was taken away has outlived every token it tagged: that is known, and so the refusal is definite.
        if (!keys.TryGet(keyId, out var key))
            return keys.IsPruned(keyId) ? PageTokenFault.Invalid : PageTokenFault.KeyNotLoaded;

        Span<byte> tag = stackalloc byte[TagLength];
        TokenTag.Write(key, Context, bytes[..TagAt], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, bytes[TagAt..]))
            return PageTokenFault.Invalid;
        token = new PageToken(keyId, new Guid(bytes[SessionAt..SecretAt], bigEndian: true), bytes[SecretAt..TagAt].ToArray());
        return PageTokenFault.None;
    }
}
