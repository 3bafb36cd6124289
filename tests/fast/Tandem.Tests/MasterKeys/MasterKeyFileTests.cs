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

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_file_others_may_read_or_change_is_refused_with_the_cure(UnixFileMode extra)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix modes");
        if (OperatingSystem.IsWindows())
            return;
        MasterKeyFile.ReadOrCreate(FilePath, SecureRandom.System);
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);
        var error = Assert.Throws<MasterKeyException>(() => MasterKeyFile.ReadOrCreate(FilePath, SecureRandom.System));
        Assert.Contains($"chmod 600 {FilePath}", error.Message, StringComparison.Ordinal);
        File.SetUnixFileMode(FilePath, UnixFileMode.UserRead);
        MasterKeyFile.Read(FilePath);
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
