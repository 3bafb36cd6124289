using System.Buffers.Binary;

namespace Tandem.Bench.Load;

/// <summary>
/// Counts a database's transactions from outside: the header of the shared-memory file beside it has a "counter incremented with each
/// transaction" at offset 8 (<see href="https://www.sqlite.org/walformat.html#the_wal_index_header"/>).
/// </summary>
internal static class WalIndex
{
    private const int ChangeCounterAt = 8;

    public static long Commits(string database)
    {
        using var file = new FileStream(database + "-shm", FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[ChangeCounterAt + 4];
        file.ReadExactly(header);
        // In the byte order of the machine that runs SQLite.
        var counter = header[ChangeCounterAt..];
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(counter) : BinaryPrimitives.ReadUInt32BigEndian(counter);
    }
}
