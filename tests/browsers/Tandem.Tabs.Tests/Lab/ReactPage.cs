using Tandem.Processes.Testing;

namespace Tandem.Tabs.Tests.Lab;

/// <summary>The page of the React package, built when first asked for, with React's development build.</summary>
internal static class ReactPage
{
    private static readonly Lazy<TemporaryFolder> Built = new(Build);

    /// <summary>The path of one of its files.</summary>
    public static string File(string name) => Built.Value.File(name.Split('/'));

    private static TemporaryFolder Build()
    {
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        string[] words =
        [
            Repository.PathOf("node_modules", "vite", "bin", "vite.js"), "build",
            "--config", Repository.PathOf("tests", "browsers", "Tandem.Tabs.Tests", "Page", "react", "vite.config.mjs"), "--outDir", folder.Path,
        ];
        var start = new ProgramStart("node", words, Repository.Root) { Environment = new Dictionary<string, string?> { ["NODE_ENV"] = "development" } };
        RunningProgram.RunAsync(start).GetAwaiter().GetResult().EnsureSuccess();
        return folder;
    }
}
