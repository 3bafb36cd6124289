using System.Buffers.Text;
using System.Text;

using Tandem.AccessTokens;
using Tandem.MasterKeys;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.Tests.AccessTokens;

/// <summary>An installation with three keys, and a forger who holds them all: what it signs has a good signature.</summary>
internal sealed class TokenFixture : IKeyRingSource
{
    public const string Issuer = "https://auth.example.com";
    public const string Audience = "https://api.example.com";

    private readonly MasterKeyRing masterKeys;
    private readonly Guid installation;

    public TokenFixture()
    {
        masterKeys = new MasterKeyRing(new MasterKey(Random.Bytes(32)), []);
        installation = Random.Identifier();
        Now = new ManualTimeProvider().GetUtcNow();
        Retired = Create(SigningKeyState.Verifying);
        Current = new KeyRing(Create(SigningKeyState.Active), [Create(SigningKeyState.Announced).Public, Retired.Public]);
        AccessTokenIssuer = new AccessTokenIssuer(Settings, this, Random);
        Validator = new AccessTokenValidator(Settings, this);
    }

    public SeededRandom Random { get; } = new(42);

    public DateTimeOffset Now { get; }

    public AccessTokenSettings Settings { get; } = new() { Issuer = Issuer, Audience = Audience };

    public KeyRing Current { get; set; }

    public SigningKey Retired { get; }

    public AccessTokenIssuer AccessTokenIssuer { get; }

    public AccessTokenValidator Validator { get; }

    public string KeyId => Current.Active.KeyId;

    public AccessTokenGrant Grant => new()
    {
        Subject = new Guid("018f3c1e-0000-4000-8000-00000000000a"),
        SessionId = new Guid("018f3c1e-0000-4000-8000-00000000000b"),
        Generation = 7,
        Epoch = 3,
        Roles = ["user", "admin"],
        AuthenticatedAt = Now.AddHours(-5),
        AuthenticationMethods = ["pwd", "otp"],
        Email = "ana@example.com",
    };

    /// <summary>A header as the issuer writes it.</summary>
    public string Header => $$"""{"alg":"ES256","typ":"at+jwt","kid":"{{KeyId}}"}""";

    /// <summary>A payload as the issuer writes it.</summary>
    public string Payload => $$"""
        {"iss":"{{Issuer}}","sub":"018f3c1e-0000-4000-8000-00000000000a","aud":"{{Audience}}","exp":{{Now.ToUnixTimeSeconds() + 900}},
        "iat":{{Now.ToUnixTimeSeconds()}},"jti":"AAAAAAAAAAAAAAAAAAAAAA","client_id":"tandem","sid":"018f3c1e-0000-4000-8000-00000000000b",
        "gen":7,"epoch":3,"roles":["user"],"auth_time":{{Now.ToUnixTimeSeconds()}},"amr":["pwd"]}
        """;

    public string Sign(string header, string payload) => Sign(Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    public string Sign(byte[] header, byte[] payload) => SignParts(Base64Url.EncodeToString(header), Base64Url.EncodeToString(payload));

    public string SignParts(string header, string payload)
    {
        var signature = new byte[64];
        Current.Active.Sign(Encoding.UTF8.GetBytes($"{header}.{payload}"), signature);
        return $"{header}.{payload}.{Base64Url.EncodeToString(signature)}";
    }

    public AccessTokenFault Validate(string token) => Validator.Validate(token, Now).Fault;

    public SigningKey Create(SigningKeyState state, string algorithm = SigningAlgorithm.Es256) =>
        SigningKey.Load(SigningKey.Create(algorithm, state, masterKeys, installation, Random, Now), masterKeys, installation);
}
