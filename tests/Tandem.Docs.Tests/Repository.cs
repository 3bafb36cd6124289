namespace Tandem.Docs.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = [".git", "node_modules", "bin", "obj", "dist", "artifacts", "TestResults"];

    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Whether generated files are to be rewritten instead of compared.</summary>
    public static bool Updating => Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1";

    /// <summary>Full path of a file named relative to the root, with slashes.</summary>
    public static string PathOf(string file) => Path.GetFullPath(Path.Combine(Root, file));

    /// <summary>Every Markdown file, relative to the root, with slashes.</summary>
    public static IEnumerable<string> MarkdownFiles() => Files(Root, "*.md")
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);

    /// <summary>Files below a folder, without what was built or installed there.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Directory.EnumerateFiles(folder, pattern)
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(inner => !NotOurs.Contains(Path.GetFileName(inner)))
            .SelectMany(inner => Files(inner, pattern)));

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Directory.Packages.props"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside of a checkout."));
}
