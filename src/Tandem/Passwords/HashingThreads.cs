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
        else if (hasShare || SetScheduler(OneThread, IdlePolicy, 0) != 0)
            _ = SetPriority(OneThread, 0, Niceness);
    }

    // The runtime's own thread priorities do nothing on Linux.
    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int niceness);

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetScheduler(int thread, int policy, in int priority);
}
