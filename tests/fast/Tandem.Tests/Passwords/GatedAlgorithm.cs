using Tandem.Passwords;

namespace Tandem.Tests.Passwords;

/// <summary>An algorithm whose work ends when a test says so, on the thread that does it.</summary>
internal sealed class GatedAlgorithm : IPasswordAlgorithm, IDisposable
{
    private readonly SemaphoreSlim gate = new(0);
    private readonly SemaphoreSlim entered = new(0);
    private int running, peak;

    public string Id => "gated";

    /// <summary>False: work waits for <see cref="Release"/>.</summary>
    public bool Open { get; set; } = true;

    public Exception? Failure { get; set; }

    public int Peak => peak;

    public List<string> Verified { get; } = [];

    public bool OnPoolThread { get; private set; }

    public void Release(int count = 1) => gate.Release(count);

    /// <summary>Ends when one more evaluation has begun.</summary>
    public Task EnteredAsync() => entered.WaitAsync(TestContext.Current.CancellationToken);

    public string Hash(ReadOnlySpan<byte> password) => $"$gated${Convert.ToHexString(password)}";

    public bool Verify(string hash, ReadOnlySpan<byte> password)
    {
        var now = Interlocked.Increment(ref running);
        lock (Verified)
        {
            Verified.Add(hash);
            peak = Math.Max(peak, now);
            OnPoolThread |= Thread.CurrentThread.IsThreadPoolThread;
        }

        entered.Release();
        if (!Open)
            gate.Wait(TestContext.Current.CancellationToken);
        Interlocked.Decrement(ref running);
        return Failure is { } failure ? throw failure : hash == Hash(password);
    }

    public bool NeedsRehash(string hash) => false;

    public bool CanRead(string hash) => hash.StartsWith("$gated$", StringComparison.Ordinal);

    public void Dispose()
    {
        gate.Dispose();
        entered.Dispose();
    }
}
