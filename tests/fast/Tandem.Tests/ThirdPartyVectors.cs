using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tandem.Tests;

/// <summary>Published test vectors, read in place: in the folder TANDEM_VECTORS, or in ../shared/vectors beside the project.</summary>
internal static class ThirdPartyVectors
{
    public static JsonDocument Open(string name) => JsonDocument.Parse(Read(name));

    public static string Read(string name, [CallerFilePath] string here = "")
    {
        var path = Environment.GetEnvironmentVariable("TANDEM_VECTORS") is { Length: > 0 } folder
            ? Path.Combine(folder, name)
            : Beside(Path.GetDirectoryName(here), name);
        Assert.SkipUnless(File.Exists(path), $"{name} is not at hand: set TANDEM_VECTORS to the folder that has it.");
        return File.ReadAllText(path!);
    }

    private static string? Beside(string? folder, string name)
    {
        while (folder is not null && !File.Exists(Path.Combine(folder, "global.json")))
            folder = Path.GetDirectoryName(folder);
        return folder is null ? null : Path.Combine(folder, "..", "shared", "vectors", name);
    }
}
