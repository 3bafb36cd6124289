namespace Tandem.Platform;

/// <summary>A library of the operating system is absent and something needs it. The message says what for, and how to install it.</summary>
public sealed class NativeLibraryMissingException : Exception
{
    /// <summary>With the library, what needs it and how to get it.</summary>
    /// <param name="library">Its name, such as <c>libsodium</c>.</param>
    /// <param name="neededFor">What cannot be done without it.</param>
    /// <param name="cure">How it is installed.</param>
    /// <param name="inner">What the loader said, or null.</param>
    public NativeLibraryMissingException(string library, string neededFor, string cure, Exception? inner = null)
        : base($"The library {library} could not be loaded; it is needed for {neededFor}. {cure}", inner)
    {
        Library = library;
        NeededFor = neededFor;
        Cure = cure;
    }

    /// <summary>The library.</summary>
    public string Library { get; }

    /// <summary>What cannot be done without it.</summary>
    public string NeededFor { get; }

    /// <summary>How it is installed.</summary>
    public string Cure { get; }
}
