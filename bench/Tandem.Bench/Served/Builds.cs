using System.Diagnostics;
using System.Reflection;

namespace Tandem.Bench.Served;

/// <summary>Programs of this build, and of others.</summary>
internal static class Builds
{
    /// <summary>This program once more.</summary>
    public static ProcessStartInfo Self()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        return start;
    }

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

    /// <summary>A measuring program: the file itself, or that of a checkout.</summary>
    public static string Bench(string path) => File.Exists(path) ? path : Built(Path.Combine(path, "bench", "Tandem.Bench"), "Tandem.Bench");

    /// <summary>A <c>tandem</c>: the file itself, or that of a checkout.</summary>
    public static string Server(string path) => File.Exists(path) ? path : Built(Path.Combine(path, "src", "Tandem.Server"), "tandem");

    private static string Built(string project, string name)
    {
        var file = Path.GetFullPath(Path.Combine(project, "bin", "Release", "net10.0", OperatingSystem.IsWindows() ? $"{name}.exe" : name));
        return File.Exists(file) ? file : throw new FileNotFoundException($"{file} is missing: build {project} with -c Release.", file);
    }
}
