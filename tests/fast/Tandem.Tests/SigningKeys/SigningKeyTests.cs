using System.Security.Cryptography;

using Tandem.MasterKeys;
using Tandem.SigningKeys;
using Tandem.Testing;

namespace Tandem.Tests.SigningKeys;

public sealed class SigningKeyTests
{
    private static readonly DateTimeOffset Now = new ManualTimeProvider().GetUtcNow();
    private readonly SeededRandom random = new(3);
    private readonly MasterKeyRing masterKeys;
    private readonly Guid installation;

    public SigningKeyTests()
    {
        masterKeys = new MasterKeyRing(new MasterKey(random.Bytes(32)), []);
        installation = random.Identifier();
    }

    [Fact]
    public void A_new_key_is_named_by_its_thumbprint_and_loads_again()
    {
        var stored = Create();
        var key = SigningKey.Load(stored, masterKeys, installation);
        Assert.Equal(Thumbprint.Of(key.Public.Members), stored.Id);
        Assert.Equal((stored.Id, "ES256", SigningKeyState.Active), (key.KeyId, key.Algorithm, key.State));
        Assert.Equal(masterKeys.Current.Id, stored.MasterKeyId);
        Assert.Equal(Now, stored.ActivatedAt);
    }

    [Fact]
    public void Its_signatures_are_verified_by_the_framework_from_the_public_bytes_alone()
    {
        var stored = Create();
        var signature = new byte[64];
        SigningKey.Load(stored, masterKeys, installation).Sign("hello"u8, signature);
        using var independent = ECDsa.Create();
        independent.ImportSubjectPublicKeyInfo(stored.PublicKey, out _);
        Assert.True(independent.VerifyData("hello"u8, signature, HashAlgorithmName.SHA256));
        Assert.False(independent.VerifyData("hellO"u8, signature, HashAlgorithmName.SHA256));
    }

    [Fact]
    public void RS256_signatures_are_verified_by_the_framework_from_the_public_bytes_alone()
    {
        var stored = Create(SigningAlgorithm.Rs256);
        var key = SigningKey.Load(stored, masterKeys, installation);
        var signature = new byte[key.Public.SignatureLength];
        key.Sign("hello"u8, signature);
        Assert.True(key.Public.Verify("hello"u8, signature));
        Assert.False(key.Public.Verify("hellO"u8, signature));
        using var independent = RSA.Create();
        independent.ImportSubjectPublicKeyInfo(stored.PublicKey, out _);
        Assert.True(independent.VerifyData("hello"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        Assert.False(independent.VerifyData("hello"u8, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(8192)]
    public void An_RSA_key_that_is_too_weak_or_too_much_work_does_not_load(int bits)
    {
        using var rsa = RSA.Create(bits);
        var error = Assert.Throws<CryptographicException>(
            () => VerificationKey.FromPublicKey(SigningAlgorithm.Rs256, rsa.ExportSubjectPublicKeyInfo(), SigningKeyState.Verifying));
        Assert.Contains($"{bits}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SigningAlgorithm.Es256)]
    [InlineData(SigningAlgorithm.Rs256)]
    public async Task Many_threads_sign_and_verify_with_one_key(string algorithm)
    {
        var key = SigningKey.Load(Create(algorithm), masterKeys, installation);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Factory.StartNew(
            () =>
            {
                var signature = new byte[key.Public.SignatureLength];
                for (var i = 0; i < 200; i++)
                {
                    var data = BitConverter.GetBytes((n << 16) | i);
                    key.Sign(data, signature);
                    Assert.True(key.Public.Verify(data, signature));
                    signature[i % 64] ^= 0x10;
                    Assert.False(key.Public.Verify(data, signature));
                }
            },
            TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
    }

    [Fact]
    public void A_signature_of_another_length_is_no_signature()
    {
        var key = SigningKey.Load(Create(), masterKeys, installation);
        var signature = new byte[65];
        key.Sign("x"u8, signature.AsSpan(0, 64));
        Assert.True(key.Public.Verify("x"u8, signature.AsSpan(0, 64)));
        Assert.False(key.Public.Verify("x"u8, signature));
        Assert.False(key.Public.Verify("x"u8, signature.AsSpan(0, 63)));
        Assert.False(key.Public.Verify("x"u8, []));
    }

    [Fact]
    public void A_master_key_that_is_not_at_hand_is_named_by_its_id()
    {
        var stored = Create();
        var others = new MasterKeyRing(new MasterKey(random.Bytes(32)), []);
        var error = Assert.Throws<SigningKeyUnusableException>(() => SigningKey.Load(stored, others, installation));
        Assert.Contains($"{stored.MasterKeyId:x8}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_wrapped_with_a_previous_master_key_still_loads()
    {
        var stored = Create();
        var rotated = new MasterKeyRing(new MasterKey(random.Bytes(32)), [masterKeys.Current]);
        Assert.Equal(stored.Id, SigningKey.Load(stored, rotated, installation).KeyId);
    }

    [Fact]
    public void A_row_whose_parts_do_not_belong_together_does_not_load()
    {
        var (one, two) = (Create(), Create());
        AssertUnusable(one with { PublicKey = two.PublicKey });
        AssertUnusable(one with { WrappedPrivateKey = two.WrappedPrivateKey });
        AssertUnusable(one with { Id = two.Id });
        AssertUnusable(one with { PublicKey = one.PublicKey[..^1] });
        AssertUnusable(one with { PublicKey = [] });
        AssertUnusable(one with { WrappedPrivateKey = [] });
        AssertUnusable(one with { Algorithm = "RS256" });
        AssertUnusable(one with { Algorithm = "es256" });
    }

    [Fact]
    public void A_key_of_another_curve_does_not_load()
    {
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        AssertUnusable(Create() with { PublicKey = p384.ExportSubjectPublicKeyInfo() });
    }

    private StoredSigningKey Create(string algorithm = SigningAlgorithm.Es256) =>
        SigningKey.Create(algorithm, SigningKeyState.Active, masterKeys, installation, random, Now);

    private void AssertUnusable(StoredSigningKey stored) =>
        Assert.Throws<SigningKeyUnusableException>(() => SigningKey.Load(stored, masterKeys, installation));
}
