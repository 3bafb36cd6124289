using System.Globalization;
using System.Runtime.Versioning;

namespace Tandem.Sqlite.Tests.Engine;

public sealed class DataFolderLockTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"tandem-tests-{Guid.NewGuid():n}");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_folder_that_is_taken_tells_who_has_it()
    {
        Assert.True(DataFolderLock.TryAcquire(folder, out var first, out var nobody));
        Assert.Null(nobody);

        Assert.False(DataFolderLock.TryAcquire(folder, out var second, out var holder));

        Assert.Null(second);
        Assert.Equal(Environment.ProcessId, holder);
        first.Dispose();
    }

    [Fact]
    public void A_released_folder_can_be_taken_again_and_looking_does_not_release_it()
    {
        Assert.True(DataFolderLock.TryAcquire(folder, out var first, out _));
        Assert.False(DataFolderLock.TryAcquire(folder, out _, out _));
        Assert.False(DataFolderLock.TryAcquire(folder, out _, out _));
        first.Dispose();

        Assert.True(DataFolderLock.TryAcquire(folder, out var again, out _));
        again.Dispose();
    }

    [Fact]
    public void What_a_dead_server_left_in_the_file_is_replaced()
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, DataFolderLock.FileName), "99999999999999 leftover");

        Assert.True(DataFolderLock.TryAcquire(folder, out var taken, out _));
        taken.Dispose();

        var content = File.ReadAllText(Path.Combine(folder, DataFolderLock.FileName));
        Assert.Equal(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n", content);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Folder_and_file_are_their_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        Assert.True(DataFolderLock.TryAcquire(folder, out var taken, out _));
        taken.Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, DataFolderLock.FileName)));
    }
}
