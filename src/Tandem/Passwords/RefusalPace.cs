using System.Collections.Concurrent;

namespace Tandem.Passwords;

/// <summary>
/// Makes every refusal take as long as the slowest kind of hash that is stored: otherwise its time would tell whose hash is of an earlier
/// algorithm, and so that there is an account. It waits, outside the hashing slots, and never works for it.
/// </summary>
/// <remarks>
/// A refusal is answered at a fixed time after its evaluation began, so that what is left of the work's own variation is hidden too. Where
/// the machine is busy and an evaluation takes longer than usual, the time is twice as long, for every kind alike. With one kind stored
/// nothing is waited for: the work is the same.
/// </remarks>
/// <param name="hasher">What evaluates.</param>
/// <param name="time">A clock that goes on by itself: it measures work.</param>
internal sealed class RefusalPace(PasswordHasher hasher, TimeProvider time)
{
    /// <summary>Nobody waits longer, whatever hashes are stored.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    // Room for what an evaluation varies by, and for the write that follows it.
    private const double Room = 1.3;
    private static readonly TimeSpan RoomForTheWrite = TimeSpan.FromMilliseconds(8);

    // What starting a thread and finding a processor take; no sign of a busy machine.
    private static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(3);

    private const int Measurements = 3;

    private readonly ConcurrentDictionary<string, TimeSpan> kinds = new(StringComparer.Ordinal);

    /// <summary>Measures the kinds that are stored, and the one that unknown addresses are evaluated with.</summary>
    /// <param name="samples">A hash of each kind.</param>
    public async Task MeasureAsync(IReadOnlyList<string> samples)
    {
        var stored = samples.Prepend(hasher.DummyHash).Where(IsReadable).DistinctBy(KindOf).ToList();
        if (stored.Count < 2)
            return;
        foreach (var hash in stored)
        {
            for (var i = 0; i < Measurements; i++)
            {
                var took = await hasher.Threads.RunAsync(() =>
                {
                    var started = time.GetTimestamp();
                    _ = hasher.Algorithms.For(hash)!.Verify(hash, "never anybody's password"u8);
                    return time.GetElapsedTime(started);
                });
                Learn(KindOf(hash), took);
            }
        }
    }

    /// <summary>Notes the beginning of an evaluation.</summary>
    public long Begin() => time.GetTimestamp();

    /// <summary>Notes its end.</summary>
    /// <param name="began">When it began.</param>
    /// <param name="hash">The stored hash; null for an evaluation for show.</param>
    public Evaluation End(long began, string? hash)
    {
        var took = time.GetElapsedTime(began);
        var kind = KindOf(hash is not null && IsReadable(hash) ? hash : hasher.DummyHash);
        Learn(kind, took);
        return new Evaluation(began, took, kind);
    }

    /// <summary>Waits until a refusal may be answered.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task WaitAsync(Evaluation evaluation, CancellationToken cancellationToken)
    {
        var left = Target(evaluation) - time.GetElapsedTime(evaluation.Began);
        return left <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(left < LongestWait ? left : LongestWait, time, cancellationToken);
    }

    /// <summary>How long after its evaluation began a refusal is answered at the earliest.</summary>
    internal TimeSpan Target(Evaluation evaluation)
    {
        if (kinds.Count < 2 || !kinds.TryGetValue(evaluation.Kind ?? "", out var usual))
            return TimeSpan.Zero;
        var slowest = kinds.Values.Max();
        var busy = Math.Max(1, (evaluation.Took - Noise) / usual);
        var target = (slowest * Room) + RoomForTheWrite;
        while (target < (slowest * busy) + RoomForTheWrite && target < LongestWait)
            target *= 2;
        return target;
    }

    // The least time seen: what the work takes without anything beside it.
    private void Learn(string kind, TimeSpan took) => kinds.AddOrUpdate(kind, took, (_, known) => took < known ? took : known);

    private bool IsReadable(string hash) => hasher.Algorithms.For(hash) is not null;

    // Everything before salt and hash: algorithm and parameters (the PHC string format).
    private static string KindOf(string hash)
    {
        var beforeHash = hash.LastIndexOf('$');
        var beforeSalt = beforeHash > 0 ? hash.LastIndexOf('$', beforeHash - 1) : -1;
        return beforeSalt > 0 ? hash[..beforeSalt] : hash;
    }
}

/// <summary>An evaluation of a password, as far as its time matters.</summary>
/// <param name="Began">When it began, by the clock of <see cref="RefusalPace"/>.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Kind">Algorithm and parameters of the hash.</param>
internal readonly record struct Evaluation(long Began, TimeSpan Took, string? Kind);
