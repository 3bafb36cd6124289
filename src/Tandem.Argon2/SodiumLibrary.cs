using System.Runtime.InteropServices;

using Tandem.Passwords;

[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory)]

namespace Tandem.Argon2;

/// <summary>libsodium's password hashing. Its package brings the library for every system.</summary>
internal static unsafe partial class SodiumLibrary
{
    /// <summary>Bytes of a hash with its terminating NUL (crypto_pwhash_STRBYTES).</summary>
    public const int HashLength = 128;

    private const string Name = "libsodium";
    private const int Argon2id13 = 2; // crypto_pwhash_ALG_ARGON2ID13
    private const int OutOfMemory = 12; // ENOMEM, the same on Linux, macOS and in the Windows runtime

    // Not in a static constructor: whoever does not hash with it needs no library.
    private static readonly Lazy<bool> Initialized = new(() => Initialize() >= 0);

    /// <summary>crypto_pwhash_str_alg: a salted Argon2id hash, NUL-terminated.</summary>
    public static void Hash(Span<byte> result, ReadOnlySpan<byte> password, uint operations, ulong memoryBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(result.Length, HashLength);
        EnsureInitialized();
        fixed (byte* text = result, key = NotNull(password))
        {
            if (HashString(text, key, (ulong)password.Length, operations, checked((nuint)memoryBytes), Argon2id13) != 0)
                throw NoMemory(memoryBytes);
        }
    }

    /// <summary>crypto_pwhash_str_verify. Tells a wrong password from a machine that has no memory to find out.</summary>
    public static bool Verify(ReadOnlySpan<byte> hashWithNul, ReadOnlySpan<byte> password, ulong memoryBytes)
    {
        EnsureInitialized();
        fixed (byte* text = hashWithNul, key = NotNull(password))
        {
            Marshal.SetLastSystemError(0);
            if (VerifyString(text, key, (ulong)password.Length) == 0)
                return true;
            return Marshal.GetLastSystemError() == OutOfMemory ? throw NoMemory(memoryBytes) : false;
        }
    }

    private static void EnsureInitialized()
    {
        if (!Initialized.Value)
            throw new InvalidOperationException("libsodium could not be initialised.");
    }

    // An empty span is a null pointer, which a C function need not accept.
    private static ReadOnlySpan<byte> NotNull(ReadOnlySpan<byte> password) => password.IsEmpty ? "\0"u8 : password;

    private static HashingBusyException NoMemory(ulong bytes) =>
        new($"There is no memory for evaluating a password ({bytes / 1024} KiB). Give the machine more, or lower MaxConcurrentHashes.");

    [LibraryImport(Name, EntryPoint = "sodium_init")]
    private static partial int Initialize();

    [LibraryImport(Name, EntryPoint = "crypto_pwhash_str_alg")]
    private static partial int HashString(byte* text, byte* password, ulong length, ulong operations, nuint memory, int algorithm);

    [LibraryImport(Name, EntryPoint = "crypto_pwhash_str_verify")]
    private static partial int VerifyString(byte* text, byte* password, ulong length);
}
