using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

using Tandem.Hostile.Tests.Fuzzing;
using Tandem.MasterKeys;
using Tandem.Refresh;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>
/// Refresh tokens. An input that begins with <c>T</c> is the bytes of a token, to which the tag is made, so that what lies behind the
/// tag is reached; any other input is the token's characters. D1, V35.
/// </summary>
public sealed class RefreshTokenTarget : FuzzTarget
{
    private const int TagAt = 71;

    // Each call makes at most one token: the record, and its secret.
    private const int Allowed = 256;

    private static readonly MasterKey Master = new(SHA256.HashData("fuzzing: the current key"u8));
    private static readonly MasterKey Previous = new(SHA256.HashData("fuzzing: the previous key"u8));
    private static readonly Guid InstallationId = new("6f9619ff-8b86-d011-b42d-00cf4fc964ff");

    // As tokens name them now, and as earlier versions did.
    private static readonly Dictionary<uint, MasterKey> Ids = new[] { Master, Previous }
        .SelectMany(key => new[] { (key.Id, key), (MasterKey.TokenId(key.Id, InstallationId), key) }).ToDictionary(pair => pair.Item1, pair => pair.key);

    internal static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_936_000_000);
    internal static readonly RefreshTokenFormat Format = FormatOf(Master, Previous);
    private static readonly RefreshTokenFormat PreviousFormat = FormatOf(Previous);

    /// <summary>An installation with those keys.</summary>
    internal static Installation Opened()
    {
        var installation = new Installation();
        installation.Open(InstallationId, new MasterKeyRing(Master, [Previous]));
        return installation;
    }

    public override IReadOnlyList<string> Dictionary { get; } = [Token(Master, 1), Token(Previous, 2), "T", "=", "A", "_", "-", new string('A', 116)];

    public override IEnumerable<byte[]> Seeds =>
    [
        .. Dictionary.Select(FuzzText.Bytes),
        [(byte)'T', .. Body(Master, 1)], [(byte)'T', .. Body(Previous, long.MaxValue)], [(byte)'T', .. Body(Master, 0)], [(byte)'T', .. Body(Master, -1)],
    ];

    public override void Give(byte[] input)
    {
        var tagged = input is [(byte)'T', .. { Length: TagAt }];
        var text = tagged ? Tagged(input[1..]) : FuzzText.Of(input);
        var (fault, token) = Within(Allowed, () => (Format.TryParse(text, Now, out var read), read));

        Must(fault is RefreshTokenFault.None or RefreshTokenFault.Expired == token is not null, $"{fault} with {token}");
        if (token is null)
        {
            Must(!IsAuthentic(text), $"{fault} for a token that is ours.");
            return;
        }

        Must(IsAuthentic(text), "Accepted although the tag is not ours.");
        Must(token.Generation >= 1 && token.Secret.Length == RefreshToken.SecretLength, "Out of range.");
        Must(fault is RefreshTokenFault.Expired == Now >= token.ExpiresAt, "Expired or not?");
        // Times behind the end of the calendar are read as that end; nothing issues them.
        if (token.IssuedAt.Year < 9999 && token.ExpiresAt.Year < 9999)
            Must((token.KeyId == Master.Id ? Format : PreviousFormat).Encode(token) == text || NamesMasterKeyAlone(text), "It reads as a token that is spelled otherwise.");
    }

    internal static string Token(long generation) => Token(Master, generation);

    private static string Token(MasterKey key, long generation) => Tagged(Body(key, generation));

    private static byte[] Body(MasterKey key, long generation)
    {
        var token = new RefreshToken(
            key.Id, new Guid(SHA256.HashData("session"u8).AsSpan(0, 16)), Math.Max(1, generation), Now, Now.AddDays(7), SHA256.HashData("secret"u8));
        var body = Base64Url.DecodeFromChars((key == Master ? Format : PreviousFormat).Encode(token))[..TagAt];
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(21), generation);
        return body;
    }

    // Made without the code under test: RFC 5869 is two HMACs here.
    private static string Tagged(byte[] body)
    {
        var id = body.Length >= 5 ? BinaryPrimitives.ReadUInt32BigEndian(body.AsSpan(1)) : 0;
        var key = HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Ids.GetValueOrDefault(id) == Previous ? SHA256.HashData("fuzzing: the previous key"u8) : SHA256.HashData("fuzzing: the current key"u8), 32,
            info: [.. "tandem-rt1"u8, .. InstallationId.ToByteArray(bigEndian: true)]);
        return Base64Url.EncodeToString([.. body, .. HMACSHA256.HashData(key, (byte[])[.. "tandem-rt1"u8, .. body])[..16]]);
    }

    private static bool IsAuthentic(string text)
    {
        if (text.Length != RefreshTokenFormat.EncodedLength || text.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            return false;
        var bytes = Base64Url.DecodeFromChars(text);
        return bytes[0] == 1 && Ids.ContainsKey(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(1))) && (bytes[21] & 0x80) == 0 && bytes.AsSpan(21, 8).ContainsAnyExcept((byte)0) && Tagged(bytes[..TagAt]) == text;
    }

    private static bool NamesMasterKeyAlone(string text) => BinaryPrimitives.ReadUInt32BigEndian(Base64Url.DecodeFromChars(text).AsSpan(1)) is var id && (id == Master.Id || id == Previous.Id);

    private static RefreshTokenFormat FormatOf(MasterKey current, params MasterKey[] previous) =>
        RefreshTokenFormat.With(new MasterKeyRing(current, previous), InstallationId);
}
