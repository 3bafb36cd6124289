using Tandem.AspNetCore.Hosting;
using Tandem.MasterKeys;
using Tandem.Platform;

namespace Tandem.AspNetCore.MasterKeys;

/// <summary>Loads the master key from where the configuration says.</summary>
internal sealed class MasterKeyLoader
{
    private readonly MasterKeyOptions options;
    private readonly HostingOptions hosting;
    private readonly SecureRandom random;
    private (DateTime, long) read, accepted;

    internal MasterKeyLoader(MasterKeyOptions options, HostingOptions hosting, SecureRandom random)
    {
        this.options = options;
        this.hosting = hosting;
        this.random = random;
    }

    /// <summary>Where the key comes from, for messages.</summary>
    public string Origin => File ?? "Tandem:MasterKey";

    /// <summary>The file of the key, or null where the key itself is in the configuration.</summary>
    public string? File => options.Key is null
        ? Path.GetFullPath(options.File ?? Path.Combine(hosting.DataFolder, "master.key"))
        : null;

    /// <summary>Whether the file is not the one that was accepted last. It may be gone: loading says so.</summary>
    internal bool HasChanged => Stamp() != accepted;

    /// <summary>What reading the file changed about it, for the operator; null when it was as it should be.</summary>
    public string? Notice { get; private set; }

    /// <summary>Loads the keys. A file is made only for a database that has never seen one.</summary>
    /// <exception cref="MasterKeyException">It is missing or unusable.</exception>
    internal MasterKeyRing Load(bool mayGenerate)
    {
        // Looked at first: what changes while it is read is read again.
        read = Stamp();
        return options.Key is { } text ? MasterKeySource.Parse(text, Origin)
            : mayGenerate ? MasterKeyFile.ReadOrCreate(File!, random, Note)
            : MasterKeyFile.Read(File!, Note);
    }

    private void Note(string change) => Notice = change;


    /// <summary>The keys that were loaded last are in use.</summary>
    internal void Accept() => accepted = read;

    private (DateTime, long) Stamp() => File is { } path && new FileInfo(path) is { Exists: true } file
        ? (file.LastWriteTimeUtc, file.Length)
        : default;
}
