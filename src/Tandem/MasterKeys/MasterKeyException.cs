namespace Tandem.MasterKeys;

/// <summary>A master key cannot be read or may not be used. The message says where, why and what to do; it never shows a key.</summary>
public sealed class MasterKeyException : Exception
{
    /// <summary>With what is wrong and what to do.</summary>
    public MasterKeyException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}
