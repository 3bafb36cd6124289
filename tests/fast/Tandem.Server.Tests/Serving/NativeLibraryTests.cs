namespace Tandem.Server.Tests.Serving;

/// <summary>
/// A machine without the system's libraries: files that are no libraries stand in their places on the loader's path.
/// </summary>
public sealed class NativeLibraryTests : IDisposable
{
    private static readonly string[] Sqlite = ["libsqlite3.so.0", "libsqlite3.so"];

    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Theory]
    [InlineData("serve", "--urls", "http://127.0.0.1:0")]
    [InlineData("users", "list")]
    [InlineData("migrate")]
    public async Task Without_SQLite_it_says_how_to_install_it(params string[] words)
    {
        Hide(Sqlite);

        var end = await tandem.RunAsync(words);

        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains("The library SQLite could not be loaded; it is needed for storing accounts and sessions.", end.Error, StringComparison.Ordinal);
        Assert.Contains("`apt-get install libsqlite3-0`", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_it_the_version_is_still_told()
    {
        Hide(Sqlite);

        var end = await tandem.RunAsync("version");

        Assert.Equal(0, end.ExitCode);
        Assert.Contains("`apt-get install libsqlite3-0`", end.Output, StringComparison.Ordinal);
        Assert.Contains("passwords argon2id", end.Output, StringComparison.Ordinal);
    }

    private void Hide(IEnumerable<string> names)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loader's path is Linux's.");
        foreach (var name in names)
            tandem.Write(name, "This is not a library.");
        tandem.Environment["LD_LIBRARY_PATH"] = tandem.WorkingFolder;
    }
}
