using Tandem.Sessions;

namespace Tandem.Tests.Refresh.Model;

/// <summary>A state of the jar in 48 bytes, equal for states that differ only by a shift in generations or in time.</summary>
internal readonly record struct StateKey(ulong Row, ulong Loss, UInt128 Flights, UInt128 Receipts)
{
    private const int NeverRotated = 63, Behind = 16, ReceiptBits = 16;

    /// <summary>Ages beyond <paramref name="oldest"/> are all alike.</summary>
    public static StateKey Of(JarState state, int oldest)
    {
        var prepared = state.Loss.Phase is LossPhase.Prepared;
        var lowest = prepared ? Math.Min(state.Row.ConvergeFrom, state.Loss.Durable.ConvergeFrom) : state.Row.ConvergeFrom;
        var origin = lowest - 1;
        var row = new BitPacker(Pack(state.Row, state.Now, origin, oldest))
            .Add(state.Jar - origin + Behind, 8)
            .Add(state.Quiet, 4);
        var loss = new BitPacker(prepared ? Pack(state.Loss.Durable, state.Now, origin, oldest) : 0)
            .Add((int)state.Loss.Phase, 2)
            .Add(prepared ? state.Loss.Commits : 0, 3);
        return new(row.Bits, loss.Bits, PackFlights(state.Flights, origin), PackReceipts(state, oldest));
    }

    private static ulong Pack(RotationState row, int now, long origin, int oldest) => new BitPacker()
        .Add(row.Issued - origin, 8)
        .Add(row.Base - origin, 8)
        .Add(row.Used - origin, 8)
        .Add(row.ConvergeFrom - origin, 8)
        .Add(row.RotatedAt is { } rotatedAt ? Math.Min(now - ModelClock.TickOf(rotatedAt), oldest) : NeverRotated, 6)
        .Add(row.Confirmed == row.Issued ? 1 : 0, 1)
        .Bits;

    // In ascending order, because it does not matter which of two flights was sent first.
    private static UInt128 PackFlights(Flight[] flights, long origin)
    {
        Span<uint> packed = stackalloc uint[flights.Length];
        for (var i = 0; i < flights.Length; i++)
            packed[i] = flights[i].Pack(origin - Behind);
        packed.Sort();
        UInt128 bits = 1;
        foreach (var flight in packed)
            bits = (bits << Flight.PackedBits) | flight;
        return bits;
    }

    private static UInt128 PackReceipts(JarState state, int oldest)
    {
        UInt128 bits = 1;
        foreach (var receipt in state.ConfirmableReceipts.Select(Pack).Distinct().Order())
            bits = checked(bits * (1 << ReceiptBits)) + receipt;
        return bits;

        ulong Pack(Receipt receipt) => new BitPacker()
            .Add(receipt.Generation - state.LowestConfirmable, 8)
            .Add(Math.Min(state.Now - receipt.Tick, oldest), 6)
            .Add(receipt.IsAfter(state.Row) ? 1 : 0, 1)
            .Add(receipt.IsAfter(state.Loss.Durable) ? 1 : 0, 1)
            .Bits;
    }
}
