using System.Buffers.Text;
using System.Security.Cryptography;

using Tandem.AccessTokens;
using Tandem.MasterKeys;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>An installation whose signing key is always the same, so that tokens in a corpus stay good, and that signs anything.</summary>
internal sealed class FixedKeyIssuer : IKeyRingSource
{
    public const string Issuer = "https://auth.example.com";
    public const string Audience = "https://api.example.com";

    private readonly ECDsa ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = SHA256.HashData("fuzzing: a signing key"u8) });

    public FixedKeyIssuer()
    {
        var master = new MasterKeyRing(new MasterKey(SHA256.HashData("fuzzing: a master key"u8)), []);
        var publicKey = ecdsa.ExportSubjectPublicKeyInfo();
        var id = VerificationKey.FromPublicKey(SigningAlgorithm.Es256, publicKey, SigningKeyState.Active).KeyId;
        var wrapped = KeyWrap.Wrap(ecdsa.ExportPkcs8PrivateKey(), id, master.Current, Guid.Empty, new SeededRandom(1));
        Current = KeyRing.Load(
            [new StoredSigningKey(id, SigningAlgorithm.Es256, SigningKeyState.Active, publicKey, wrapped, master.Current.Id, Now, Now)], master, Guid.Empty);
        Validator = new AccessTokenValidator(Settings, this);
        PublicKey = ECDsa.Create(ecdsa.ExportParameters(includePrivateParameters: false));
    }

    public static DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(1_936_000_000);

    public KeyRing Current { get; }

    public AccessTokenSettings Settings { get; } = new() { Issuer = Issuer, Audience = Audience };

    public AccessTokenValidator Validator { get; }

    /// <summary>The public key, for verifiers other than ours.</summary>
    public ECDsa PublicKey { get; }

    /// <summary>A header as the issuer writes it.</summary>
    public string Header => $$"""{"alg":"ES256","typ":"at+jwt","kid":"{{Current.Active.KeyId}}"}""";

    /// <summary>A payload as the issuer writes it.</summary>
    public static string Payload => $$"""
        {"iss":"{{Issuer}}","sub":"018f3c1e-0000-4000-8000-00000000000a","aud":"{{Audience}}","exp":{{Now.ToUnixTimeSeconds() + 900}},"iat":{{Now.ToUnixTimeSeconds()}},"jti":"AAAAAAAAAAAAAAAAAAAAAA","client_id":"tandem","sid":"018f3c1e-0000-4000-8000-00000000000b","gen":7,"epoch":3,"roles":["user","admin"],"auth_time":{{Now.ToUnixTimeSeconds()}},"amr":["pwd"]}
        """;

    public string Sign(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(ecdsa.SignData(System.Text.Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }
}
