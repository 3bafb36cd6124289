using System.Diagnostics;

using Tandem.Passwords;

namespace Tandem.Hostile.Tests.Timing;

/// <summary>Argon2id with a leak: the first hash it makes, which the hasher verifies for show, does not take as long as others.</summary>
/// <param name="inner">The real algorithm.</param>
/// <param name="instead">How long a verification for show takes; null for the real time and a millisecond more.</param>
internal sealed class LeakyAlgorithm(IPasswordAlgorithm inner, TimeSpan? instead) : IPasswordAlgorithm
{
    private static readonly TimeSpan Subtle = TimeSpan.FromMilliseconds(1);
    private string? forShow;

    public string Id => inner.Id;

    public string Hash(ReadOnlySpan<byte> password)
    {
        var hash = inner.Hash(password);
        forShow ??= hash;
        return hash;
    }

    public bool Verify(string hash, ReadOnlySpan<byte> password)
    {
        if (hash != forShow)
            return inner.Verify(hash, password);
        var matches = instead is null && inner.Verify(hash, password);
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < (instead ?? Subtle);)
            Thread.SpinWait(10);
        return matches;
    }

    public bool CanRead(string hash) => inner.CanRead(hash);

    public bool NeedsRehash(string hash) => inner.NeedsRehash(hash);
}
