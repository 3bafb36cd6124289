namespace Tandem;

/// <summary>A library of the operating system that cannot be done without could not be loaded.</summary>
public sealed class NativeLibraryMissingException : Exception
{
    /// <summary>With all an operator needs to put it right.</summary>
    /// <param name="library">The library, by the name it is known under.</param>
    /// <param name="neededFor">What does not work without it.</param>
    /// <param name="cure">How to install it.</param>
    /// <param name="inner">What the loader said.</param>
    public NativeLibraryMissingException(string library, string neededFor, string cure, Exception? inner = null)
        : base($"The library {library} could not be loaded; it is needed for {neededFor}. {cure}", inner)
    {
    }
}
