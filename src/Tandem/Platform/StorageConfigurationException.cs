namespace Tandem.Platform;

/// <summary>The storage cannot be used as it is configured or as it was found; starting must stop and say why.</summary>
public sealed class StorageConfigurationException : Exception
{
    /// <summary>With cause and cure.</summary>
    public StorageConfigurationException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
