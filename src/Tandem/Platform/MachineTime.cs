using System.Runtime.InteropServices;

namespace Tandem.Platform;

/// <summary>
/// The machine's clocks. The system's, but that monotonic time counts on while the machine sleeps: on Linux .NET's stands still
/// meanwhile, and waking up would look like a clock set forward.
/// </summary>
internal sealed partial class MachineTime : TimeProvider
{
    private const int BootTime = 7; // CLOCK_BOOTTIME, clock_gettime(2)
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The clocks of this machine.</summary>
    public static TimeProvider Current { get; } = IsSupported() ? new MachineTime() : System;

    private MachineTime()
    {
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => NanosecondsPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() =>
        Read(BootTime, out var now) == 0 ? (now.Seconds * NanosecondsPerSecond) + now.Nanoseconds
            : throw new InvalidOperationException("The system has lost its boot time.");

    // Where a long has 64 bits, so has the kernel's time.
    private static bool IsSupported() => OperatingSystem.IsLinux() && Environment.Is64BitProcess && Read(BootTime, out _) == 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Read(int clock, out Moment now);

    [StructLayout(LayoutKind.Sequential)]
    private struct Moment
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
