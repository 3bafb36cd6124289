using System.Buffers;

namespace Tandem.AccessTokens;

/// <summary>Bytes on their way into a token, in an array of the shared pool.</summary>
internal sealed class PooledBuffer(int capacity) : IBufferWriter<byte>, IDisposable
{
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int count;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, count);

    public void Advance(int written) => count += written;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    // Claims are no secrets, but they are somebody's: nothing stays behind in the pool.
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        bytes = [];
        count = 0;
    }

    private void Reserve(int size)
    {
        if (bytes.Length - count >= Math.Max(size, 1))
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * bytes.Length, count + size));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        bytes = larger;
    }
}
