using Tandem.SigningKeys;

namespace Tandem.Bench.Seeding;

/// <summary>The keys of an installation that is closed again.</summary>
internal sealed class FixedKeyRing(KeyRing keys) : IKeyRingSource
{
    public KeyRing Current => keys;
}
