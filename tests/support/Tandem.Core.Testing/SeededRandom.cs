using Tandem.Platform;

namespace Tandem.Testing;

/// <summary>Repeatable randomness for tests; never for secrets.</summary>
internal sealed class SeededRandom(int seed) : SecureRandom
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);

    public override void Fill(Span<byte> target)
    {
        lock (gate)
            random.NextBytes(target);
    }
}
