using System.Diagnostics.Metrics;

using Tandem.Platform;

namespace Tandem.Passwords;

/// <summary>
/// Evaluates passwords, a bounded number at once: each takes tens of milliseconds and megabytes, which a flood of sign-ins must not
/// multiply. Eight times as many may wait.
/// </summary>
public sealed class PasswordHasher
{
    /// <summary>Places in the queue for each slot.</summary>
    public const int QueuePerSlot = 8;

    private static readonly KeyValuePair<string, object?> Stored = new("dummy", false), Dummy = new("dummy", true);

    private readonly HashingQueue queue;
    private readonly Counter<long> counter;
    private long evaluations;

    /// <summary>Hashes a random password, which evaluations that have no hash are made on.</summary>
    /// <param name="algorithms">The algorithms.</param>
    /// <param name="maxConcurrentHashes">Evaluations at once; by default the number of processors.</param>
    /// <param name="random">Randomness.</param>
    /// <param name="meter">Where <c>tandem.password.evaluations</c> is counted, tagged <c>dummy</c>.</param>
    internal PasswordHasher(PasswordAlgorithms algorithms, int? maxConcurrentHashes, SecureRandom random, Meter meter)
    {
        var slots = maxConcurrentHashes ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1, nameof(maxConcurrentHashes));
        Algorithms = algorithms;
        queue = new HashingQueue(slots, QueuePerSlot * slots);
        counter = meter.CreateCounter<long>("tandem.password.evaluations", "{evaluation}", "Passwords compared with a hash.");
        DummyHash = algorithms.Current.Hash(random.Bytes(32));
    }

    /// <summary>
    /// Whether passwords can be compared with this hash, which another system may have made. A hash of which this is false must not be
    /// stored: its owner could not sign in, and no server would start with it.
    /// </summary>
    public bool CanVerify(string hash) => Algorithms.For(hash) is not null;

    /// <summary>The algorithms.</summary>
    internal PasswordAlgorithms Algorithms { get; }

    /// <summary>Passwords compared with somebody's stored hash since the start; dummies are not among them.</summary>
    public long Evaluations => Interlocked.Read(ref evaluations);

    /// <summary>Adds nothing to the counts, so that they are there before the first password.</summary>
    internal void AnnounceMetrics()
    {
        counter.Add(0, Stored);
        counter.Add(0, Dummy);
    }

    /// <summary>Waits for a slot, first come, first served.</summary>
    /// <exception cref="HashingBusyException">As many as may wait are waiting already.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async Task<HashingSlot> AcquireAsync(CancellationToken cancellationToken)
    {
        await queue.EnterAsync(cancellationToken);
        return new HashingSlot(this);
    }

    /// <summary>What evaluations that have no hash are made on.</summary>
    internal string DummyHash { get; }

    internal HashingThreads Threads { get; } = new();

    internal bool Verify(string hash, ReadOnlySpan<byte> password)
    {
        if (Algorithms.For(hash) is not { } algorithm)
            return VerifyDummy(password);
        Interlocked.Increment(ref evaluations);
        counter.Add(1, Stored);
        return algorithm.Verify(hash, password);
    }

    internal bool VerifyDummy(ReadOnlySpan<byte> password)
    {
        counter.Add(1, Dummy);
        _ = Algorithms.Current.Verify(DummyHash, password);
        return false;
    }

    internal void Leave() => queue.Leave();
}
