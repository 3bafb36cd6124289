using System.Runtime.InteropServices;

namespace Tandem.Passwords;

/// <summary>
/// A thread for one evaluation, behind all others: tens of milliseconds of pure work on the pool would hold up every other request, and
/// with the priority of the pool's threads they would take half of a small machine from whoever is signed in already.
/// </summary>
internal static partial class HashingThread
{
    // Of Linux's -20 to 19: about a tenth of the processor beside a thread that wants all of it, and all of an idle one.
    private const int Niceness = 10;

    private const int OneThread = 0; // PRIO_PROCESS, which on Linux takes the number of a thread; 0 is the calling one

    // What follows the evaluation must not run on this thread: behind all others it would hold what they wait for.
    private const TaskCreationOptions Options =
        TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously;

    public static Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        () =>
        {
            StepBack();
            return work();
        },
        CancellationToken.None, Options, TaskScheduler.Default);

    // Never taken back, which would need a privilege: the thread ends with its work. A refusal changes nothing but the priority.
    private static void StepBack()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(OneThread, 0, Niceness);
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    // The runtime's own thread priorities do nothing on Linux.
    [LibraryImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetPriority(int which, uint who, int niceness);
}
