using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tandem.Keys;

/// <summary>
/// Instances of one key for threads working at once: an <see cref="ECDsa"/> is not documented as safe to share. There are as many as
/// were ever in use together. None is disposed: requests in flight use old snapshots of the key ring, so the finalizers free them.
/// </summary>
internal sealed class EcdsaPool(ECDsa original, bool withPrivateKey)
{
    private readonly Lock gate = new();
    private readonly ConcurrentBag<ECDsa> idle = [];

    public ECDsa Rent() => idle.TryTake(out var instance) ? instance : Copy();

    public void Return(ECDsa instance) => idle.Add(instance);

    private ECDsa Copy()
    {
        lock (gate)
        {
            var parameters = original.ExportParameters(withPrivateKey);
            try
            {
                return ECDsa.Create(parameters);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(parameters.D);
            }
        }
    }
}
