namespace Tandem.Docs.Tests;

/// <summary>The repository's own files.</summary>
internal static class CheckedInFiles
{
    private static readonly string[] NotOurs = [".git", "node_modules", "bin", "obj", "dist", "artifacts", "TestResults"];

    /// <summary>Full paths of files below a folder, without what was built or installed there.</summary>
    public static IEnumerable<string> Below(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern)
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !NotOurs.Contains(Path.GetFileName(inner)))
            .SelectMany(inner => Below(inner, pattern)));
}
