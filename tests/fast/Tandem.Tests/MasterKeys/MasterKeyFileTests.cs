using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Testing;

namespace Tandem.Tests.MasterKeys;

public sealed class MasterKeyFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-master-key-");

    private string FilePath => Path.Combine(folder.FullName, "master.key");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_new_file_is_readable_by_its_owner_alone_and_gives_the_same_key_again()
    {
        var made = MasterKeyFile.ReadOrCreate(FilePath, SecureRandom.System);
        Assert.Equal(made.Current.Id, MasterKeyFile.ReadOrCreate(FilePath, SecureRandom.System).Current.Id);
        Assert.Equal(made.Current.Id, MasterKeyFile.Read(FilePath).Current.Id);
        Assert.Equal(FilePath, Assert.Single(folder.GetFiles()).FullName);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
    }

    [Fact]
    public void Processes_that_start_together_end_with_one_key()
    {
        for (var round = 0; round < 10; round++)
        {
            using var together = new Barrier(8);
            var ids = new uint[8];
            var threads = Enumerable.Range(0, 8).Select(n => new Thread(() =>
            {
                together.SignalAndWait();
                ids[n] = MasterKeyFile.ReadOrCreate(FilePath, SecureRandom.System).Current.Id;
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Assert.Single(ids.Distinct());
            Assert.Single(folder.GetFiles());
            File.Delete(FilePath);
        }
    }

    [Fact]
    public void A_file_that_was_there_first_is_never_overwritten()
    {
        Assert.True(DurableFile.TryCreate(FilePath, "first"u8, "draft"));
        Assert.False(DurableFile.TryCreate(FilePath, "second"u8, "draft"));
        Assert.Equal("first", File.ReadAllText(FilePath));
        Assert.Single(folder.GetFiles());
    }

    // What a remount with a group (fsGroup in Kubernetes), a copy or an editor left behind.
    [Theory]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_of_ones_own_that_others_may_read_or_change_is_closed_to_them(UnixFileMode extra)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        if (OperatingSystem.IsWindows())
            return;
        var made = MasterKeyFile.ReadOrCreate(FilePath, SecureRandom.System);
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);
        string? told = null;

        Assert.Equal(made.Current.Id, MasterKeyFile.Read(FilePath, change => told = change).Current.Id);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Contains("it is 0600 now", told, StringComparison.Ordinal);
        told = null;
        MasterKeyFile.Read(FilePath, change => told = change);
        Assert.Null(told);
    }

    [Theory]
    [InlineData(0, 2000, UnixFileMode.UserRead | UnixFileMode.GroupRead, 1000, true)]
    [InlineData(0, 2000, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, 1000, true)]
    [InlineData(0, 2000, UnixFileMode.UserRead | UnixFileMode.GroupRead, 0, true)]
    [InlineData(0, 2001, UnixFileMode.UserRead | UnixFileMode.GroupRead, 1000, false)]
    [InlineData(1001, 2000, UnixFileMode.UserRead | UnixFileMode.GroupRead, 1000, false)]
    [InlineData(0, 2000, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, 1000, false)]
    [InlineData(0, 2000, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, 1000, false)]
    [InlineData(0, 2000, UnixFileMode.UserRead | UnixFileMode.OtherRead, 1000, false)]
    public void A_secret_that_root_shares_with_a_group_of_ours_is_taken(uint owner, uint group, UnixFileMode mode, uint user, bool taken) =>
        Assert.Equal(taken, MasterKeyAccess.IsShared(mode, new FileOwner(owner, group), user, [1000, 2000]));

    [Fact]
    public void The_owner_of_a_file_is_known_on_Linux()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "statx(2)");
        if (!OperatingSystem.IsLinux())
            return;
        MasterKeyFile.ReadOrCreate(FilePath, SecureRandom.System);
        using var file = File.OpenHandle(FilePath);

        var owner = FileOwner.Of(file);

        Assert.Equal(FileOwner.CurrentUser, owner?.User);
        Assert.Contains(owner!.Value.Group, FileOwner.CurrentGroups());
    }

    [Fact]
    public void An_absent_folder_file_or_an_empty_one_is_said_to_be_so_with_the_path()
    {
        var nowhere = Path.Combine(folder.FullName, "absent", "master.key");
        AssertNames(nowhere, () => MasterKeyFile.ReadOrCreate(nowhere, new SeededRandom(1)));
        AssertNames(nowhere, () => MasterKeyFile.Read(nowhere));
        Assert.True(DurableFile.TryCreate(FilePath, ""u8, "draft"));
        AssertNames(FilePath, () => MasterKeyFile.Read(FilePath));
    }

    private static void AssertNames(string path, Action action) =>
        Assert.Contains(path, Assert.Throws<MasterKeyException>(action).Message, StringComparison.Ordinal);
}
