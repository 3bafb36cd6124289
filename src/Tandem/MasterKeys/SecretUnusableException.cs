namespace Tandem.MasterKeys;

/// <summary>A stored secret cannot be unwrapped. The message says why and what to do; it holds no key material.</summary>
public sealed class SecretUnusableException : Exception
{
    /// <summary>With what is wrong and what to do.</summary>
    public SecretUnusableException(string message) : base(message)
    {
    }
}
