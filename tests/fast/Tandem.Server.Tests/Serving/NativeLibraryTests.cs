namespace Tandem.Server.Tests.Serving;

/// <summary>
/// A machine without the system's libraries: files that are no libraries stand in their places on the loader's path. SQLite and libsodium
/// come with the packages.
/// </summary>
public sealed class NativeLibraryTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task The_systems_SQLite_and_libsodium_are_neither_needed_nor_used()
    {
        Hide(["libsqlite3.so.0", "libsqlite3.so", "libsodium.so.23", "libsodium.so.26", "libsodium.so"]);
        await tandem.CreateUserAsync("ada@example.com");

        await using var server = await tandem.ServeAsync();
        await server.SignInAsync("ada@example.com");

        var end = await tandem.RunAsync("version");
        Assert.Equal(0, end.ExitCode);
        Assert.Contains("sqlite 3.", end.Output, StringComparison.Ordinal);
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
