namespace Tandem.Platform;

/// <summary>Memory of the caller, filled up to its length; what goes beyond is dropped and noted.</summary>
internal ref struct BoundedBuffer<T>(Span<T> space)
{
    private readonly Span<T> space = space;

    public int Count { get; private set; }

    /// <summary>Whether something was dropped.</summary>
    public bool IsExceeded { get; private set; }

    public readonly Span<T> Items => space[..Count];

    public void Add(T item)
    {
        if (Count < space.Length)
            space[Count++] = item;
        else
            IsExceeded = true;
    }

    public void AddRange(ReadOnlySpan<T> items)
    {
        foreach (var item in items)
            Add(item);
    }
}
