namespace Tandem.Tests.Refresh.Model;

/// <summary>A request on its way to the server, or its answer on the way back.</summary>
/// <param name="Presented">The generation it carries.</param>
/// <param name="Age">Ticks since it was sent.</param>
/// <param name="Reply">The generation it is answered with, <see cref="AccessOnly"/>, or <see cref="Unanswered"/>.</param>
/// <param name="Awaited">Whether the tab still waits for it.</param>
/// <param name="Tab">Who sent it.</param>
internal readonly record struct Flight(long Presented, int Age, long Reply, bool Awaited, int Tab)
{
    public const long Unanswered = -1;
    public const long AccessOnly = 0;
    public const int PackedBits = 24;

    public static Flight Sent(long generation, int tab) => new(generation, 0, Unanswered, Awaited: true, tab);

    /// <summary>Bits that differ wherever two flights differ, generations counted from <paramref name="origin"/>.</summary>
    public uint Pack(long origin) => (uint)new BitPacker()
        .Add(Presented - origin, 8)
        .Add(Reply switch { Unanswered => 0, AccessOnly => 1, _ => Reply - origin + 1 }, 8)
        .Add(Age, 5)
        .Add(Awaited ? 1 : 0, 1)
        .Add(Tab, 2)
        .Bits;
}
