using System.Diagnostics;

using Microsoft.Extensions.DependencyInjection;

using Tandem.Platform;
using Tandem.Storage.Testing;

namespace Tandem.Sqlite.Tests.Engine;

/// <summary>SQLite in a folder of its own.</summary>
public sealed class SqliteHost : StoreHost
{
    private static readonly string[] Suffixes = ["", "-wal"];

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"tandem-tests-{Guid.NewGuid():n}");

    public string File => Path.Combine(Folder, "tandem.db");

    /// <summary>Whether the bytes are anywhere in the database or its log.</summary>
    public bool FilesHold(ReadOnlySpan<byte> bytes)
    {
        foreach (var suffix in Suffixes.Where(suffix => System.IO.File.Exists(File + suffix)))
        {
            // No stream of .NET's own: closing one would drop the locks that SQLite holds on the file in this process.
            using var copy = Process.Start("cp", [File + suffix, File + ".copy"]);
            copy.WaitForExit();
            if (System.IO.File.ReadAllBytes(File + ".copy").AsSpan().IndexOf(bytes) >= 0)
                return true;
        }

        return false;
    }

    internal override StorageSettings Settings => new("sqlite", "", Folder);

    protected override void AddStorage(IServiceCollection added) => added.AddTandemStorage();

    protected override Task RemoveAsync()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
