namespace Tandem.Server.Tests.Serving;

/// <summary>
/// A machine without the system's libraries: files that are no libraries stand in their places on the loader's path.
/// </summary>
public sealed class NativeLibraryTests : IDisposable
{
    private static readonly string[] Sodium = ["libsodium.so.23", "libsodium.so.26", "libsodium.so"];

    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task Without_libsodium_the_version_is_still_told()
    {
        Hide(Sodium);

        var end = await tandem.RunAsync("version");

        Assert.Equal(0, end.ExitCode);
        Assert.Contains("passwords pbkdf2", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_systems_SQLite_is_neither_needed_nor_used()
    {
        Hide(["libsqlite3.so.0", "libsqlite3.so"]);

        var end = await tandem.RunAsync("migrate");

        Assert.True(end.ExitCode == 0, end.ToString());
        Assert.StartsWith("SQLite 3.", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_libsodium_a_new_installation_hashes_with_PBKDF2_and_says_so()
    {
        Hide(Sodium);
        await tandem.CreateUserAsync("ada@example.com");

        await using var server = await tandem.ServeAsync();
        await server.SignInAsync("ada@example.com");

        Assert.Contains("passwords are hashed with PBKDF2-HMAC-SHA512", server.Program.Error, StringComparison.Ordinal);
        Assert.Contains("apt-get install libsodium23", server.Program.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_libsodium_hashes_that_need_it_stop_the_start()
    {
        await tandem.CreateUserAsync("ada@example.com");
        Hide(Sodium);

        var end = await tandem.RunAsync("serve", "--urls", "http://127.0.0.1:0");

        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains("verifying the argon2id password hashes in the database", end.Error, StringComparison.Ordinal);
        Assert.Contains("`apt-get install libsodium23`", end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_libsodium_asking_for_argon2id_stops_the_start()
    {
        Hide(Sodium);

        var end = await tandem.RunAsync("serve", "--urls", "http://127.0.0.1:0", "--Tandem:Passwords:Algorithm=argon2id");

        Assert.True(end.ExitCode == 1, end.ToString());
        Assert.Contains("`apt-get install libsodium23`", end.Error, StringComparison.Ordinal);
    }

    private void Hide(IEnumerable<string> names)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The loader's path is Linux's.");
        foreach (var name in names)
            tandem.Write(name, "This is not a library.");
        tandem.Environment["LD_LIBRARY_PATH"] = tandem.WorkingFolder;
    }
}
