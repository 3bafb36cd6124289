using Tandem.AspNetCore.Options;
using Tandem.Keys;

namespace Tandem.AspNetCore.Hosting;

/// <summary>Loads the master key from where the configuration says.</summary>
internal sealed class MasterKeyLoader(TandemOptions options, SecureRandom random)
{
    private MasterKeyRing? loaded;

    /// <summary>Where the key comes from, for messages.</summary>
    public string Origin => options.MasterKey is null ? Path : "Tandem:MasterKey";

    /// <summary>The keys, once loaded.</summary>
    public MasterKeyRing Loaded => loaded ?? throw new InvalidOperationException("The master key is used before it was loaded.");

    private string Path => System.IO.Path.GetFullPath(options.MasterKeyFile ?? System.IO.Path.Combine(options.DataFolder, "master.key"));

    /// <summary>Loads the keys. A file is made only for a database that has never seen one.</summary>
    /// <exception cref="MasterKeyException">It is missing or unusable.</exception>
    public MasterKeyRing Load(bool mayGenerate) => loaded =
        options.MasterKey is { } text ? MasterKeySource.Parse(text, Origin)
        : mayGenerate ? MasterKeyFile.ReadOrCreate(Path, random)
        : MasterKeyFile.Read(Path);
}
