using System.Runtime.InteropServices;

namespace Tandem.Passwords;

/// <summary>
/// A thread for each evaluation, behind all others: tens of milliseconds of pure work on the pool would hold up every other request, and
/// with the priority of the pool's threads they would take half of a small machine from whoever is signed in already.
/// </summary>
/// <remarks>
/// One evaluation at a time has a small share of the processors even when all of them are busy, so that sign-ins go on. Those beside it
/// run on what is idle, and make way at once for whatever wakes up.
/// </remarks>
internal sealed partial class HashingThreads
{
    // Of Linux's -20 to 19: about a tenth of the processor beside a thread that wants all of it, and all of an idle one.
    private const int Niceness = 10;

    // The shortest turn that Linux gives (6.12 and later): whatever wakes up waits for the end of a turn, which otherwise takes
    // milliseconds.
    private const ulong TurnNanoseconds = 100_000;

    private const int OneThread = 0; // PRIO_PROCESS, which on Linux takes the number of a thread; 0 is the calling one
    private const int IdlePolicy = 5; // SCHED_IDLE, sched(7)

    // What follows the evaluation must not run on this thread: behind all others it would hold what they wait for.
    private const TaskCreationOptions Options =
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously;

    private int taken;

    public Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        () =>
        {
            var hasShare = Interlocked.Exchange(ref taken, 1) == 0;
            try
            {
                StepBack(hasShare);
                return work();
            }
            finally
            {
                if (hasShare)
                    Volatile.Write(ref taken, 0);
            }
        },
        CancellationToken.None, Options, TaskScheduler.Default);

    // Never taken back, which would need a privilege: the thread ends with its work. A refusal changes nothing but the priority; some
    // C libraries know no policies.
    private static void StepBack(bool hasShare)
    {
        if (!OperatingSystem.IsLinux())
            Thread.CurrentThread.Priority = hasShare ? ThreadPriority.BelowNormal : ThreadPriority.Lowest;
        else if (hasShare ? !TryTakeShortTurns() : SetScheduler(OneThread, IdlePolicy, 0) != 0)
            _ = SetPriority(OneThread, 0, Niceness);
    }

    private static bool TryTakeShortTurns()
    {
        nint number = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 314,
            Architecture.Arm64 => 274,
            _ => -1,
        };
        var attributes = new SchedulerAttributes { Size = SchedulerAttributes.ByteLength, Niceness = Niceness, TurnNanoseconds = TurnNanoseconds };
        return number >= 0 && SetSchedulerAttributes(number, 0, attributes, 0) == 0;
    }

    // The runtime's own thread priorities do nothing on Linux.
    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int niceness);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetScheduler(int thread, int policy, in int priority);

    // sched_setattr(2), which C libraries have no function for.
    [LibraryImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetSchedulerAttributes(nint number, nint thread, in SchedulerAttributes attributes, nint flags);

    // struct sched_attr, in its first form.
    [StructLayout(LayoutKind.Sequential)]
    private struct SchedulerAttributes
    {
        public const uint ByteLength = 48;

        public uint Size;
        public uint Policy;
        public ulong Flags;
        public int Niceness;
        public uint Priority;
        public ulong TurnNanoseconds;
        public ulong Deadline;
        public ulong Period;
    }
}
