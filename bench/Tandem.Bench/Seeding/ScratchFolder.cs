namespace Tandem.Bench.Seeding;

/// <summary>A folder for one run, removed after it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(string parent)
    {
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, Guid.NewGuid().ToString("N"))).FullName;
    }

    public string Path { get; }

    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
