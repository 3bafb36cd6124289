using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

using Tandem.AccessTokens;
using Tandem.SigningKeys;

namespace Tandem.Tests.AccessTokens;

public sealed class AccessTokenSignatureTests
{
    // Order of P-256 (FIPS 186-5, SP 800-186 §3.2.1.3).
    private static readonly BigInteger Order = BigInteger.Parse(
        "115792089210356248762697446949407573529996955224135760342422259061068512044369", System.Globalization.CultureInfo.InvariantCulture);

    private readonly TokenFixture tokens = new();
    private readonly string good;

    public AccessTokenSignatureTests() => good = tokens.Sign(tokens.Header, tokens.Payload);

    [Fact]
    public void The_signature_these_tests_spoil_is_good() => Assert.Equal(AccessTokenFault.None, tokens.Validate(good));

    [Fact]
    public void Values_outside_the_range_of_a_signature_are_refused()
    {
        // CVE-2022-21449: r = s = 0 passed for every message.
        BigInteger[] values = [0, 1, Order - 1, Order, Order + 1, (BigInteger.One << 256) - 1];
        foreach (var r in values)
        {
            foreach (var s in values)
                AssertRefused([.. Bytes(r), .. Bytes(s)]);
        }
    }

    [Fact]
    public void Another_spelling_of_the_same_number_is_refused()
    {
        var signature = Signature();
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        if (s + Order < BigInteger.One << 256)
            AssertRefused([.. signature[..32], .. Bytes(s + Order)]);
        AssertRefused([.. Bytes(0), .. signature[32..]]);
        AssertRefused([.. signature[..32], .. Bytes(0)]);
        AssertRefused([.. signature[32..], .. signature[..32]]);
    }

    [Fact]
    public void Only_64_bytes_are_a_signature()
    {
        var signature = Signature();
        AssertRefused(signature[..63]);
        AssertRefused(signature[1..]);
        AssertRefused([.. signature, 0]);
        AssertRefused([0, .. signature]);
        AssertRefused([0, .. signature[..32], 0, .. signature[32..]]);
        AssertRefused([.. signature, .. signature]);
        AssertRefused([0]);
        AssertRefused(new byte[5000]);
    }

    [Fact]
    public void A_DER_signature_is_refused()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = VerificationKey.FromPublicKey(SigningAlgorithm.Es256, ecdsa.ExportSubjectPublicKeyInfo(), SigningKeyState.Verifying);
        tokens.Current = new KeyRing(tokens.Current.Active, [key]);
        var input = Input(tokens.Header.Replace(tokens.KeyId, key.KeyId, StringComparison.Ordinal));
        var fixedWidth = ecdsa.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256);
        var der = ecdsa.SignData(Encoding.ASCII.GetBytes(input), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        Assert.Equal(AccessTokenFault.None, tokens.Validate($"{input}.{Base64Url.EncodeToString(fixedWidth)}"));
        Assert.Equal(AccessTokenFault.BadSignature, tokens.Validate($"{input}.{Base64Url.EncodeToString(der)}"));
    }

    [Fact]
    public void A_signature_does_not_hold_for_another_key_header_or_payload()
    {
        var (header, payload, signature) = (good.Split('.')[0], good.Split('.')[1], good.Split('.')[2]);
        var retired = tokens.Header.Replace(tokens.KeyId, tokens.Retired.KeyId, StringComparison.Ordinal);
        Assert.Equal(AccessTokenFault.BadSignature, tokens.Validate($"{Encode(retired)}.{payload}.{signature}"));
        Assert.Equal(AccessTokenFault.BadSignature, tokens.Validate($"{Encode(tokens.Header + " ")}.{payload}.{signature}"));
        Assert.Equal(AccessTokenFault.BadSignature, tokens.Validate($"{header}.{Encode(tokens.Payload + " ")}.{signature}"));
        Assert.Equal(AccessTokenFault.BadSignature, tokens.Validate($"{header}.{Encode("{}")}.{signature}"));
    }

    [Fact]
    public void A_retired_and_an_announced_key_verify_and_a_removed_one_is_unknown()
    {
        var input = Input(tokens.Header.Replace(tokens.KeyId, tokens.Retired.KeyId, StringComparison.Ordinal));
        var signature = new byte[64];
        tokens.Retired.Sign(Encoding.ASCII.GetBytes(input), signature);
        var token = $"{input}.{Base64Url.EncodeToString(signature)}";
        Assert.Equal(AccessTokenFault.None, tokens.Validate(token));
        tokens.Current = new KeyRing(tokens.Current.Active, []);
        Assert.Equal(AccessTokenFault.UnknownKey, tokens.Validate(token));
    }

    private string Input(string header) => $"{Encode(header)}.{Encode(tokens.Payload)}";

    private byte[] Signature() => Base64Url.DecodeFromChars(good.Split('.')[2]);

    private void AssertRefused(byte[] signature) => Assert.Equal(
        AccessTokenFault.BadSignature, tokens.Validate($"{good[..good.LastIndexOf('.')]}.{Base64Url.EncodeToString(signature)}"));

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[32];
        var raw = value.ToByteArray(isUnsigned: true, isBigEndian: true);
        raw.CopyTo(bytes, 32 - raw.Length);
        return bytes;
    }
}
