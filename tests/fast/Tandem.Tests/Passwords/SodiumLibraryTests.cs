using System.Runtime.InteropServices;

using Tandem.Passwords;
using Tandem.Platform;

namespace Tandem.Tests.Passwords;

public sealed class SodiumLibraryTests
{
    [Fact]
    public void Where_nothing_is_found_every_name_was_tried_and_nothing_is_thrown()
    {
        var tried = new List<string>();
        Assert.Null(SodiumLibrary.TryLoad((string name, out nint handle) =>
        {
            tried.Add(name);
            handle = 0;
            return false;
        }));
        Assert.Contains("libsodium.so.23", tried);
        Assert.Contains("libsodium", tried);
        Assert.Contains("libsodium.dylib", tried);
    }

    [Fact]
    public void A_library_without_the_functions_is_not_libsodium() =>
        Assert.Null(SodiumLibrary.TryLoad((string _, out nint handle) =>
        {
            handle = NativeLibrary.GetMainProgramHandle();
            return true;
        }));

    [Fact]
    public void The_error_for_its_absence_says_what_for_and_how_to_install_it_everywhere()
    {
        var error = new NativeLibraryMissingException(SodiumLibrary.Name, "hashing passwords", SodiumLibrary.Cure);
        foreach (var word in new[]
        {
            "libsodium", "hashing passwords", "apt-get install libsodium23", "apk add libsodium", "dnf install libsodium", "brew install libsodium",
            "libsodium.dll",
        })
            Assert.Contains(word, error.Message, StringComparison.Ordinal);
    }
}
