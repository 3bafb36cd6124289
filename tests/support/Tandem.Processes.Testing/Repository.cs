namespace Tandem.Processes.Testing;

/// <summary>The folder the tests were built from.</summary>
public static class Repository
{
    /// <summary>Its path: the first folder above the test program that pins packages.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Directory.Packages.props")))
                return at.FullName;
        }

        throw new InvalidOperationException($"No folder above {folder} is the repository.");
    }
}
