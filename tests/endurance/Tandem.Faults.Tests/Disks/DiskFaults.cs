using System.IO.MemoryMappedFiles;

using Tandem.Faults.Tests.Served;
using Tandem.Processes.Testing;

namespace Tandem.Faults.Tests.Disks;

/// <summary>Makes a server's disk fail on demand, or a call its last: a library that is loaded into it, and the file that switches it.</summary>
public sealed class DiskFaults : IDisposable
{
    // The same layout as in faults.c.
    private const int Killed = -1;
    private const int Error = 0, First = 4, Last = 8, Torn = 12, Syncs = 16, Calls = 20, Failed = 24, Size = 28;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor control;

    private DiskFaults(string path)
    {
        File.WriteAllBytes(path, new byte[Size]);
        file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, Size);
        control = file.CreateViewAccessor(0, Size);
    }

    /// <summary>Calls that failed, or after which the server was killed, since the last change.</summary>
    public int FailedCalls => control.ReadInt32(Failed);

    /// <summary>Compiles the library and has the folder's servers load it.</summary>
    public static async Task<DiskFaults> InstallAsync(ServedFolder folder)
    {
        var library = folder.File("faults.so");
        var source = Path.Combine(AppContext.BaseDirectory, "Disks", "faults.c");
        (await RunningProgram.RunAsync(new("cc", ["-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], AppContext.BaseDirectory))).EnsureSuccess();
        var control = folder.File("faults.control");
        var faults = new DiskFaults(control);
        folder.Environment["LD_PRELOAD"] = library;
        folder.Environment["FAULTS_CONTROL"] = control;
        folder.Environment["FAULTS_FOLDER"] = folder.Data + "/";
        return faults;
    }

    /// <summary>From now on every call fails that changes files of the data folder.</summary>
    public void FailAlways(DiskError error) => Set((int)error, 1, int.MaxValue, torn: false, syncs: false);

    /// <summary>From now on every sync fails.</summary>
    public void FailSyncs(DiskError error) => Set((int)error, 1, int.MaxValue, torn: false, syncs: true);

    /// <summary>The n-th call from now fails, and no other.</summary>
    public void FailOnce(DiskError error, int call, bool torn) => Set((int)error, call, call, torn, syncs: false);

    /// <summary>The n-th call from now is done, and then the process is killed.</summary>
    public void KillAfter(int call) => Set(Killed, call, call, torn: false, syncs: false);

    /// <summary>The disk is well again.</summary>
    public void Stop() => control.Write(Error, 0);

    public void Dispose()
    {
        control.Dispose();
        file.Dispose();
    }

    private void Set(int error, int first, int last, bool torn, bool syncs)
    {
        control.Write(Error, 0);
        control.Write(First, first);
        control.Write(Last, last);
        control.Write(Torn, torn ? 1 : 0);
        control.Write(Syncs, syncs ? 1 : 0);
        control.Write(Calls, 0);
        control.Write(Failed, 0);
        control.Write(Error, error);
    }
}
