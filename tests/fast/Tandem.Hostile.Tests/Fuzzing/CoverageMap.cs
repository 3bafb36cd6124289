using System.Numerics;
using System.Runtime.InteropServices;

using SharpFuzz.Common;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>
/// How often each edge between two branches was taken: the map that instrumented code writes to. It is never freed, since instrumented
/// code writes to it as long as the process lives. One campaign at a time.
/// </summary>
internal static unsafe class CoverageMap
{
    private const int Size = 1 << 16;

    private static readonly byte* Map = Allocate();

    /// <summary>Must be called before any instrumented code runs.</summary>
    public static void Prepare() => Trace.SharedMem = Map;

    public static void Clear()
    {
        new Span<byte>(Map, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds what was seen since <see cref="Clear"/>; whether an edge is new, or was taken more often than ever, by powers of two.</summary>
    public static bool MergeInto(byte[] seen)
    {
        var news = false;
        var map = new ReadOnlySpan<byte>(Map, Size);
        for (var at = 0; (at = Next(map, at)) < Size; at++)
        {
            var bucket = (byte)(1 << BitOperations.Log2(map[at]));
            news |= (seen[at] & bucket) == 0;
            seen[at] |= bucket;
        }

        return news;
    }

    private static int Next(ReadOnlySpan<byte> map, int at)
    {
        var next = map[at..].IndexOfAnyExcept((byte)0);
        return next < 0 ? Size : at + next;
    }

    private static byte* Allocate() => (byte*)NativeMemory.AllocZeroed(Size);
}
