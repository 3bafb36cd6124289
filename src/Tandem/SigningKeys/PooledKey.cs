using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tandem.SigningKeys;

/// <summary>
/// A key on a key object of the framework's. Those are not documented as safe to share, so threads working at once have an instance each;
/// there are as many as were ever in use together. Requests in flight use old snapshots of the key ring, so a key is disposed of long
/// after it was replaced, or left to the finalizers.
/// </summary>
internal abstract class PooledKey<T>(T key) : SignatureKey where T : AsymmetricAlgorithm
{
    private readonly Lock gate = new();
    private readonly ConcurrentBag<T> idle = [];

    public override bool Verify(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        var rented = Rent();
        try
        {
            return Verify(rented, hash, signature);
        }
        finally
        {
            idle.Add(rented);
        }
    }

    public override void Sign(ReadOnlySpan<byte> hash, Span<byte> signature)
    {
        var rented = Rent();
        try
        {
            Sign(rented, hash, signature);
        }
        finally
        {
            idle.Add(rented);
        }
    }

    public override byte[] ExportPublicKey() => key.ExportSubjectPublicKeyInfo();

    public override byte[] ExportPrivateKey() => key.ExportPkcs8PrivateKey();

    public override void Dispose()
    {
        while (idle.TryTake(out var instance))
            instance.Dispose();
        lock (gate)
            key.Dispose();
    }

    /// <summary>Loads a key into an empty key object, which is disposed of if that fails.</summary>
    protected static SignatureKey Import(T empty, ReadOnlySpan<byte> encoded, bool isPrivate, Func<T, bool, SignatureKey> from)
    {
        try
        {
            if (isPrivate)
                empty.ImportPkcs8PrivateKey(encoded, out _);
            else
                empty.ImportSubjectPublicKeyInfo(encoded, out _);
            return from(empty, isPrivate);
        }
        catch
        {
            empty.Dispose();
            throw;
        }
    }

    protected abstract bool Verify(T key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature);

    protected abstract void Sign(T key, ReadOnlySpan<byte> hash, Span<byte> signature);

    protected abstract T Copy(T original);

    private T Rent()
    {
        if (idle.TryTake(out var instance))
            return instance;
        lock (gate)
            return Copy(key);
    }
}
