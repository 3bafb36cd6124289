using System.Security.Cryptography;
using System.Text;

using Tandem.Platform;

namespace Tandem.MasterKeys;

/// <summary>Master keys in a file that nobody else may read (<see cref="MasterKeyAccess"/>).</summary>
internal static class MasterKeyFile
{
    private const string Comment =
        "# Tandem's master key. Without it everybody is signed out and signing keys are lost: keep a copy apart from the database.\n";

    /// <summary>Reads the file; when it is absent, makes one with a new key, mode 0600.</summary>
    /// <exception cref="MasterKeyException">It holds no keys, or others may read or change it, or it cannot be written.</exception>
    public static MasterKeyRing ReadOrCreate(string path, SecureRandom random, Action<string>? changed = null)
    {
        if (!File.Exists(path))
            Create(path, random);
        return Read(path, changed);
    }

    /// <summary>Reads the file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="changed">Is told that the file was closed to others.</param>
    /// <exception cref="MasterKeyException">It is absent or holds no keys, or others may read or change it.</exception>
    public static MasterKeyRing Read(string path, Action<string>? changed = null)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!OperatingSystem.IsWindows() && MasterKeyAccess.Secure(file.SafeFileHandle, path) is { } change)
                changed?.Invoke(change);
            using var reader = new StreamReader(file, Encoding.UTF8);
            return MasterKeySource.Parse(reader.ReadToEnd(), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException(
                $"{path}: the master key cannot be read ({e.Message}). The file must exist, and belong to the user the server runs as. "
                + "A mounted secret may belong to root instead, with mode 0440 and a group of that user.", e);
        }
    }

    /// <summary>Replaces the keys in the file, in one step that is durable when this returns.</summary>
    /// <exception cref="MasterKeyException">It cannot be written.</exception>
    internal static void Write(string path, MasterKeyRing keys, SecureRandom random)
    {
        // A link is followed: it stays one.
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        Write(path, keys, content => DurableFile.Replace(target, content, Suffix(random)));
    }

    private static void Create(string path, SecureRandom random)
    {
        var key = new MasterKeyRing(MasterKey.Create(random), []);
        // Another process may be faster: then its key is the one.
        Write(path, key, content => _ = DurableFile.TryCreate(path, content, Suffix(random)));
    }

    private static void Write(string path, MasterKeyRing keys, Action<byte[]> write)
    {
        var content = Encoding.ASCII.GetBytes(Comment + string.Concat(keys.All.Select(key => key.Encode() + "\n")));
        try
        {
            write(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException(
                $"{path}: a new master key cannot be written ({e.Message}). The folder must exist and be writable for the user the server "
                + "runs as.", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    private static string Suffix(SecureRandom random) => Convert.ToHexStringLower(random.Bytes(8));
}
