using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Tandem.Keys.Algorithms;

/// <summary>
/// Instances of one key for threads working at once: the framework's key objects are not documented as safe to share. There are as
/// many as were ever in use together. Requests in flight use old snapshots of the key ring, so a pool is disposed long after its key
/// was replaced, or left to the finalizers.
/// </summary>
internal sealed class KeyPool<T>(T original, Func<T, T> copy) : IDisposable where T : AsymmetricAlgorithm
{
    private readonly Lock gate = new();
    private readonly ConcurrentBag<T> idle = [];

    public T Rent()
    {
        if (idle.TryTake(out var instance))
            return instance;
        lock (gate)
            return copy(original);
    }

    public void Return(T instance) => idle.Add(instance);

    public void Dispose()
    {
        while (idle.TryTake(out var instance))
            instance.Dispose();
        lock (gate)
            original.Dispose();
    }
}
