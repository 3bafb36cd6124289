using System.Security.Cryptography;

namespace Tandem.SigningKeys;

/// <summary>A public key, perhaps with its private part, of one algorithm. Safe for any number of threads.</summary>
internal abstract class SignatureKey : IDisposable
{
    /// <summary>The one <c>alg</c> it is used with.</summary>
    public abstract string Algorithm { get; }

    /// <summary>Bytes of a signature.</summary>
    public abstract int SignatureLength { get; }

    /// <summary>
    /// The members that make the public key, as in a JWK and in the order of its thumbprint: lexicographic (RFC 7638 §3.2).
    /// </summary>
    public abstract IReadOnlyList<(string Name, string Value)> Members { get; }

    /// <summary>Whether <paramref name="signature"/> is of this <paramref name="hash"/> (SHA-256).</summary>
    public abstract bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature);

    /// <summary>Signs a SHA-256 hash; fills <paramref name="signature"/>, which is <see cref="SignatureLength"/> bytes.</summary>
    public abstract void Sign(ReadOnlySpan<byte> hash, Span<byte> signature);

    /// <summary>SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).</summary>
    public abstract byte[] ExportPublicKey();

    /// <summary>PKCS#8 (RFC 5958). The caller erases it.</summary>
    public abstract byte[] ExportPrivateKey();

    /// <summary>Frees the key and its copies; the framework overwrites their private parts.</summary>
    public abstract void Dispose();

    /// <summary>Makes a new key.</summary>
    public static SignatureKey Create(string algorithm) => algorithm switch
    {
        SigningAlgorithm.Es256 => EcdsaKey.Create(),
        SigningAlgorithm.Rs256 => RsaKey.Create(),
        _ => throw Unknown(algorithm),
    };

    /// <summary>Loads a public key.</summary>
    /// <exception cref="CryptographicException">It is not a key for the algorithm.</exception>
    public static SignatureKey ImportPublicKey(string algorithm, ReadOnlySpan<byte> subjectPublicKeyInfo) => algorithm switch
    {
        SigningAlgorithm.Es256 => EcdsaKey.Import(subjectPublicKeyInfo, isPrivate: false),
        SigningAlgorithm.Rs256 => RsaKey.Import(subjectPublicKeyInfo, isPrivate: false),
        _ => throw Unknown(algorithm),
    };

    /// <summary>Loads a private key.</summary>
    /// <exception cref="CryptographicException">It is not a key for the algorithm.</exception>
    public static SignatureKey ImportPrivateKey(string algorithm, ReadOnlySpan<byte> pkcs8) => algorithm switch
    {
        SigningAlgorithm.Es256 => EcdsaKey.Import(pkcs8, isPrivate: true),
        SigningAlgorithm.Rs256 => RsaKey.Import(pkcs8, isPrivate: true),
        _ => throw Unknown(algorithm),
    };

    private static CryptographicException Unknown(string algorithm) => new($"There is no algorithm '{algorithm}' here.");
}
