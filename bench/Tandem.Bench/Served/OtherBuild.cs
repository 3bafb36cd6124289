namespace Tandem.Bench.Served;

/// <summary>Finds programs of this checkout, or of another one that has been built.</summary>
internal static class OtherBuild
{
    /// <summary>The checkout that this program was built in.</summary>
    public static string Here()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Tandem.slnx")))
                return folder;
        }

        throw new InvalidOperationException("The checkout is not above this program.");
    }

    /// <summary>The measuring program of a checkout.</summary>
    public static string Bench(string checkout) => Built(Path.Combine(checkout, "bench", "Tandem.Bench"), "Tandem.Bench");

    /// <summary>A <c>tandem</c>: the file itself, or that of a checkout.</summary>
    public static string Server(string path) => File.Exists(path) ? path : Built(Path.Combine(path, "src", "Tandem.Server"), "tandem");

    private static string Built(string project, string name)
    {
        var file = Path.GetFullPath(Path.Combine(project, "bin", "Release", "net10.0", OperatingSystem.IsWindows() ? $"{name}.exe" : name));
        return File.Exists(file) ? file : throw new FileNotFoundException($"{file} is missing: build {project} with -c Release.", file);
    }
}
