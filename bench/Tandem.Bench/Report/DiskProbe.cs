using System.Diagnostics;

using Microsoft.Win32.SafeHandles;

namespace Tandem.Bench.Report;

/// <summary>What it takes the disk of a folder to make a small write durable.</summary>
/// <param name="Format">The file system.</param>
/// <param name="Typical">Median.</param>
/// <param name="Slow">The slowest tenth takes longer.</param>
internal sealed record DiskProbe(string Format, TimeSpan Typical, TimeSpan Slow)
{
    private const int Writes = 200;

    public static DiskProbe Measure(string folder)
    {
        var file = Path.Combine(folder, "probe");
        var content = new byte[64 * 1024];
        Random.Shared.NextBytes(content);
        var times = new List<TimeSpan>(Writes);
        using (SafeFileHandle handle = File.OpenHandle(file, FileMode.Create, FileAccess.Write, options: FileOptions.DeleteOnClose))
        {
            for (var i = 0; i < Writes; i++)
            {
                var started = Stopwatch.GetTimestamp();
                RandomAccess.Write(handle, content, (i % 16) * content.Length);
                RandomAccess.FlushToDisk(handle);
                times.Add(Stopwatch.GetElapsedTime(started));
            }
        }

        times.Sort();
        return new DiskProbe(new DriveInfo(folder).DriveFormat, times[Writes / 2], times[Writes * 9 / 10]);
    }

    public override string ToString() => FormattableString.Invariant(
        $"{Format}; 64 KiB are durable after {Typical.TotalMilliseconds:n2} ms (median), nine times in ten within {Slow.TotalMilliseconds:n2} ms");
}
