using System.Runtime.InteropServices;

namespace Tandem.Passwords;

/// <summary>libsodium's password hashing, bound when it is asked for: a machine without the library still runs everything else.</summary>
internal sealed unsafe class SodiumLibrary
{
    public const string Name = "libsodium";

    public const string Cure =
        "Install it: Debian and Ubuntu `apt-get install libsodium23`, Alpine `apk add libsodium`, Fedora `dnf install libsodium`, "
        + "macOS `brew install libsodium`, Windows: place libsodium.dll beside the program.";

    /// <summary>Bytes of a hash with its terminating NUL (crypto_pwhash_STRBYTES).</summary>
    public const int HashLength = 128;

    private const int Argon2id13 = 2; // crypto_pwhash_ALG_ARGON2ID13
    private const int OutOfMemory = 12; // ENOMEM, the same on Linux, macOS and in the Windows runtime

    private static readonly string[] FileNames =
    [
        "libsodium.so.23", "libsodium.so.26", "libsodium", "libsodium.so", "libsodium.dylib",
        "/opt/homebrew/lib/libsodium.dylib", "/usr/local/lib/libsodium.dylib",
    ];

    private readonly delegate* unmanaged[Cdecl]<byte*, byte*, ulong, ulong, nuint, int, int> hash;
    private readonly delegate* unmanaged[Cdecl]<byte*, byte*, ulong, int> verify;

    private SodiumLibrary(nint hash, nint verify)
    {
        this.hash = (delegate* unmanaged[Cdecl]<byte*, byte*, ulong, ulong, nuint, int, int>)hash;
        this.verify = (delegate* unmanaged[Cdecl]<byte*, byte*, ulong, int>)verify;
    }

    /// <summary>The machine's library, looked for once; null when it is absent.</summary>
    public static Lazy<SodiumLibrary?> Installed { get; } = new(() => TryLoad(OpenInstalled));

    public static SodiumLibrary? TryLoad(NativeLoader open)
    {
        foreach (var name in FileNames)
        {
            if (open(name, out var handle)
                && NativeLibrary.TryGetExport(handle, "sodium_init", out var init)
                && NativeLibrary.TryGetExport(handle, "crypto_pwhash_str_alg", out var hash)
                && NativeLibrary.TryGetExport(handle, "crypto_pwhash_str_verify", out var verify)
                && ((delegate* unmanaged[Cdecl]<int>)init)() >= 0)
                return new SodiumLibrary(hash, verify);
        }

        return null;
    }

    /// <summary>crypto_pwhash_str_alg: a salted Argon2id hash, NUL-terminated.</summary>
    public void Hash(Span<byte> result, ReadOnlySpan<byte> password, uint operations, ulong memoryBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, HashLength);
        fixed (byte* text = result, key = NotNull(password))
        {
            if (hash(text, key, (ulong)password.Length, operations, checked((nuint)memoryBytes), Argon2id13) != 0)
                throw NoMemory(memoryBytes);
        }
    }

    /// <summary>crypto_pwhash_str_verify. Tells a wrong password from a machine that has no memory to find out.</summary>
    public bool Verify(ReadOnlySpan<byte> hashWithNul, ReadOnlySpan<byte> password, ulong memoryBytes)
    {
        fixed (byte* text = hashWithNul, key = NotNull(password))
        {
            Marshal.SetLastSystemError(0);
            if (verify(text, key, (ulong)password.Length) == 0)
                return true;
            return Marshal.GetLastSystemError() == OutOfMemory ? throw NoMemory(memoryBytes) : false;
        }
    }

    // An empty span is a null pointer, which a C function need not accept.
    private static ReadOnlySpan<byte> NotNull(ReadOnlySpan<byte> password) => password.IsEmpty ? "\0"u8 : password;

    private static HashingBusyException NoMemory(ulong bytes) =>
        new($"There is no memory for evaluating a password ({bytes / 1024} KiB). Give the machine more, or lower MaxConcurrentHashes.");

    private static bool OpenInstalled(string name, out nint handle) => NativeLibrary.TryLoad(
        name, typeof(SodiumLibrary).Assembly, DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories, out handle);
}
