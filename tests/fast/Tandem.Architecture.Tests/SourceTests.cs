using Tandem.Processes.Testing;

namespace Tandem.Architecture.Tests;

/// <summary>Rules that hold for every source file.</summary>
public sealed class SourceTests
{
    private const int LongestFile = 600;

    [Fact]
    public void No_source_file_is_longer_than_600_lines() =>
        Assert.Empty(Files("src").Where(file => File.ReadLines(file).Count() > LongestFile).Select(Short));

    [Fact]
    public void The_files_are_found() => Assert.Contains("src/Tandem/Platform/SecureRandom.cs", Files("src").Select(Short));

    private static IEnumerable<string> Files(string folder) =>
        from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        let parts = Path.GetRelativePath(Repository.Root, file).Split(Path.DirectorySeparatorChar)
        where !parts.Contains("obj") && !parts.Contains("bin")
        select file;

    private static string Short(string file) => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
}
