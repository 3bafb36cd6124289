using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

using Tandem.MasterKeys;
using Tandem.Platform;

namespace Tandem.Refresh;

/// <summary>
/// The wire format: <c>version(1) | key id(4) | session id(16) | generation(8) | issued at(5) | expires at(5) | secret(32) |
/// tag(16)</c>, big-endian, base64url without padding (RFC 4648 §5). Times are unsigned seconds since 1970.
/// </summary>
internal sealed class RefreshTokenFormat
{
    private const byte Version = 1;
    private const int KeyIdAt = 1, SessionAt = 5, GenerationAt = 21, IssuedAt = 29, ExpiresAt = 34, SecretAt = 39, TagAt = 71;
    private const int ByteLength = 87, TagLength = 16;
    private const long LastSecond = (1L << 40) - 1;

    /// <summary>Characters of an encoded token. 87 bytes fill 116 characters exactly, so each token has one spelling.</summary>
    public const int EncodedLength = 116;

    private readonly TokenKeys keys;

    private RefreshTokenFormat(TokenKeys keys) => this.keys = keys;

    private static ReadOnlySpan<byte> Context => "tandem-rt1"u8;

    /// <summary>The format of an installation that has been opened.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public static RefreshTokenFormat Of(Installation installation)
    {
        ArgumentNullException.ThrowIfNull(installation);
        return installation.Made(With);
    }

    /// <summary>The format of an installation of that id and with those keys.</summary>
    /// <param name="ring">The master keys.</param>
    /// <param name="installationId">The installation.</param>
    /// <param name="pruned">Ids of former master keys that no live token can bear.</param>
    public static RefreshTokenFormat With(MasterKeyRing ring, Guid installationId, params IEnumerable<uint> pruned) =>
        With(new InstallationKeys(installationId, ring) { Pruned = [.. pruned] });

    /// <summary>The format of an installation with those keys.</summary>
    public static RefreshTokenFormat With(InstallationKeys installation) => new(new TokenKeys(Context, installation));

    /// <summary>Encodes and tags a token with the current key, whatever <see cref="RefreshToken.KeyId"/> says.</summary>
    public string Encode(RefreshToken token)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt32BigEndian(bytes[KeyIdAt..], keys.CurrentId);
        token.SessionId.TryWriteBytes(bytes[SessionAt..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes[GenerationAt..], token.Generation);
        WriteSeconds(bytes[IssuedAt..], token.IssuedAt);
        WriteSeconds(bytes[ExpiresAt..], token.ExpiresAt);
        token.Secret.Span.CopyTo(bytes[SecretAt..]);
        keys.Current.Write(Context, bytes[..TagAt], bytes[TagAt..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Whether a text is written like a refresh token of this installation: it names one of its keys. Nothing is authenticated.</summary>
    public bool IsForm(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        return TokenText.TryDecode(text, bytes) && bytes[0] == Version
            && keys.Find(BinaryPrimitives.ReadUInt32BigEndian(bytes[KeyIdAt..]), out _) is not TokenKeyFault.Foreign;
    }

    /// <summary>Reads and authenticates a token. Touches no storage; its time does not depend on where a tag differs.</summary>
    /// <param name="text">The presented characters.</param>
    /// <param name="now">The installation's time.</param>
    /// <param name="token">The token; present also when the fault is <see cref="RefreshTokenFault.Expired"/>.</param>
    public RefreshTokenFault TryParse(ReadOnlySpan<char> text, DateTimeOffset now, out RefreshToken? token)
    {
        token = null;
        Span<byte> bytes = stackalloc byte[ByteLength];
        if (!TokenText.TryDecode(text, bytes) || bytes[0] != Version)
            return RefreshTokenFault.Invalid;

        var keyId = BinaryPrimitives.ReadUInt32BigEndian(bytes[KeyIdAt..]);
        switch (keys.Find(keyId, out var key))
        {
            // That is known, and so the refusal is definite.
            case TokenKeyFault.Pruned:
                return RefreshTokenFault.Invalid;
            case TokenKeyFault.NotLoaded:
                return RefreshTokenFault.KeyNotLoaded;
            case TokenKeyFault.Foreign:
                return RefreshTokenFault.Foreign;
        }

        Span<byte> tag = stackalloc byte[TagLength];
        key.Key.Write(Context, bytes[..TagAt], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, bytes[TagAt..]))
            return key.IsOfInstallation ? RefreshTokenFault.Invalid : RefreshTokenFault.Foreign;
        var generation = BinaryPrimitives.ReadInt64BigEndian(bytes[GenerationAt..]);
        if (generation < 1)
            return RefreshTokenFault.Invalid;

        token = new RefreshToken(
            key.MasterKeyId,
            new Guid(bytes[SessionAt..GenerationAt], bigEndian: true),
            generation,
            ReadSeconds(bytes[IssuedAt..]),
            ReadSeconds(bytes[ExpiresAt..]),
            bytes[SecretAt..TagAt].ToArray());
        return now < token.ExpiresAt ? RefreshTokenFault.None : RefreshTokenFault.Expired;
    }

    private static void WriteSeconds(Span<byte> target, DateTimeOffset time)
    {
        var seconds = Math.Clamp(time.ToUnixTimeSeconds(), 0, LastSecond);
        target[0] = (byte)(seconds >> 32);
        BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)seconds);
    }

    private static DateTimeOffset ReadSeconds(ReadOnlySpan<byte> source)
    {
        var seconds = ((long)source[0] << 32) | BinaryPrimitives.ReadUInt32BigEndian(source[1..]);
        return DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
    }
}
