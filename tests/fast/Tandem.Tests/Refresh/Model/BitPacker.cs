namespace Tandem.Tests.Refresh.Model;

/// <summary>Small numbers side by side in one word; refuses what does not fit, so that no two states are confused.</summary>
internal readonly record struct BitPacker(ulong Bits)
{
    public BitPacker Add(long value, int width) =>
        value >= 0 && value < 1L << width
            ? new((Bits << width) | (ulong)value)
            : throw new OverflowException($"{value} does not fit in {width} bits.");
}
