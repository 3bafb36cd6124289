namespace Tandem.Engines.Testing;

/// <summary>A running browser with a profile of its own. Disposing ends its processes and removes what it left on disk.</summary>
public interface IEngine : IAsyncDisposable
{
    /// <summary>The settings it runs with.</summary>
    EngineProfile Profile { get; }

    /// <summary>Its name and version, as it says itself.</summary>
    string Version { get; }

    /// <summary>The folder that is its HOME.</summary>
    EngineHome Home { get; }

    /// <summary>Opens a tab; the first is the one it started with.</summary>
    Task<ITab> OpenTabAsync();

    /// <summary>Ends all its processes at once, by their ids, as a crash would.</summary>
    Task KillAsync();
}
