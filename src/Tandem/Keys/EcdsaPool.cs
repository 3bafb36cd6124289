using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Tandem.Keys;

/// <summary>
/// Instances of one key for threads working at once: an <see cref="ECDsa"/> is not documented as safe to share. There are as many as
/// were ever in use together.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable",
    Justification = "Shared by requests in flight on an old snapshot of the key ring; the handles' finalizers free the keys.")]
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
