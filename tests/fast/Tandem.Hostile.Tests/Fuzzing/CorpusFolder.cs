using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>The checked-in inputs of a target: each once failed, or went a way of its own.</summary>
internal static class CorpusFolder
{
    /// <summary>The inputs by file name.</summary>
    public static IEnumerable<(string File, byte[] Input)> Read(string target) =>
        Directory.Exists(Of(target)) ? Directory.EnumerateFiles(Of(target)).Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))) : [];

    /// <summary>Adds an input under a name made of its content.</summary>
    /// <returns>The path of its file.</returns>
    public static string Add(string target, string prefix, byte[] input)
    {
        Directory.CreateDirectory(Of(target));
        var file = Path.Combine(Of(target), $"{prefix}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}");
        File.WriteAllBytes(file, input);
        return file;
    }

    private static string Of(string target, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "Corpora", target));
}
