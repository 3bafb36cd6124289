using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

using Tandem.MasterKeys;
using Tandem.Platform;

namespace Tandem.CookieSessions;

/// <summary>The token of a cookie session, whose tag has been verified. It stays the same for as long as the session lives.</summary>
/// <param name="KeyId">The master key its tag was made with.</param>
/// <param name="SessionId">The session it belongs to.</param>
/// <param name="Secret">The session's 32-byte secret.</param>
internal sealed record CookieSessionToken(uint KeyId, Guid SessionId, ReadOnlyMemory<byte> Secret)
{
    /// <summary>Whether it was made with a former master key, or names its key as earlier versions did: the browser is to have another.</summary>
    public bool IsFormer { get; init; }

    /// <summary>Whether SHA-256 of the token's secret is <paramref name="secretHash"/>; takes the same time either way.</summary>
    public bool Matches(ReadOnlySpan<byte> secretHash) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Secret.Span), secretHash);

    /// <summary>Says nothing of the secret: tokens must never reach a log.</summary>
    public override string ToString() => $"cookie session token of session {SessionId}";
}

/// <summary>Why a presented cookie session token was refused without looking at the database.</summary>
internal enum CookieSessionTokenFault
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>It is not a cookie session token, or was altered.</summary>
    Invalid,

    /// <summary>Well-formed, made with a master key of this installation that this node has not loaded: nothing can be said of it.</summary>
    KeyNotLoaded,

    /// <summary>Well-formed, made with a key that this installation never had: another installation's.</summary>
    Foreign,
}

/// <summary>
/// The wire format: <c>version(1) | key id(4) | session id(16) | secret(32) | tag(16)</c>, big-endian, base64url without padding
/// (RFC 4648 §5). There is no time in it: the session's row knows when it ends.
/// </summary>
internal sealed class CookieSessionTokenFormat
{
    private const byte Version = 1;
    private const int KeyIdAt = 1, SessionAt = 5, SecretAt = 21, TagAt = 53;
    private const int ByteLength = 69, TagLength = 16;

    /// <summary>Characters of an encoded token. 69 bytes fill 92 characters exactly, so each token has one spelling.</summary>
    public const int EncodedLength = 92;

    private readonly TokenKeys keys;

    private CookieSessionTokenFormat(TokenKeys keys) => this.keys = keys;

    private static ReadOnlySpan<byte> Context => "tandem-ps1"u8;

    /// <summary>The format of an installation that has been opened.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static CookieSessionTokenFormat Of(Installation installation)
    {
        ArgumentNullException.ThrowIfNull(installation);
        return installation.Made(static keys => new CookieSessionTokenFormat(new TokenKeys(Context, keys)));
    }

    /// <summary>Encodes and tags a token with the current key, whatever <see cref="CookieSessionToken.KeyId"/> says.</summary>
    public string Encode(CookieSessionToken token)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[KeyIdAt..], keys.CurrentId);
        token.SessionId.TryWriteBytes(bytes[SessionAt..], bigEndian: true, out _);
        token.Secret.Span.CopyTo(bytes[SecretAt..]);
        keys.Current.Write(Context, bytes[..TagAt], bytes[TagAt..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Whether a text is written like a token of this installation: it names one of its keys. Nothing is authenticated.</summary>
    public bool IsForm(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        return TokenText.TryDecode(text, bytes) && bytes[0] == Version
            && keys.Find(BinaryPrimitives.ReadUInt32BigEndian(bytes[KeyIdAt..]), out _) is not TokenKeyFault.Foreign;
    }

    /// <summary>Reads and authenticates a token. Touches no storage; its time does not depend on where a tag differs.</summary>
    public CookieSessionTokenFault TryParse(ReadOnlySpan<char> text, out CookieSessionToken? token)
    {
        token = null;
        Span<byte> bytes = stackalloc byte[ByteLength];
        if (!TokenText.TryDecode(text, bytes) || bytes[0] != Version)
            return CookieSessionTokenFault.Invalid;

        var keyId = BinaryPrimitives.ReadUInt32BigEndian(bytes[KeyIdAt..]);
        switch (keys.Find(keyId, out var key))
        {
            // That is known, and so the refusal is definite.
            case TokenKeyFault.Pruned:
                return CookieSessionTokenFault.Invalid;
            case TokenKeyFault.NotLoaded:
                return CookieSessionTokenFault.KeyNotLoaded;
            case TokenKeyFault.Foreign:
                return CookieSessionTokenFault.Foreign;
        }

        Span<byte> tag = stackalloc byte[TagLength];
        key.Key.Write(Context, bytes[..TagAt], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, bytes[TagAt..]))
            return key.IsOfInstallation ? CookieSessionTokenFault.Invalid : CookieSessionTokenFault.Foreign;
        token = new CookieSessionToken(key.MasterKeyId, new Guid(bytes[SessionAt..SecretAt], bigEndian: true), bytes[SecretAt..TagAt].ToArray())
        {
            IsFormer = keyId != keys.CurrentId,
        };
        return CookieSessionTokenFault.None;
    }
}
