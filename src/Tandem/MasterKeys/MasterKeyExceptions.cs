namespace Tandem.MasterKeys;

/// <summary>A master key cannot be read or may not be used. The message says where, why and what to do; it never shows a key.</summary>
public sealed class MasterKeyException : Exception
{
    /// <summary>With what is wrong and what to do.</summary>
    public MasterKeyException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}

/// <summary>The master keys at hand are not those the database was used with: going on would sign everybody out.</summary>
public sealed class MasterKeyMismatchException : Exception
{
    /// <summary>With the cause and the cure, and never a key.</summary>
    public MasterKeyMismatchException(string message) : base(message)
    {
    }
}

/// <summary>A stored secret cannot be unwrapped. The message says why and what to do; it holds no key material.</summary>
public sealed class SecretUnusableException : Exception
{
    /// <summary>With what is wrong and what to do.</summary>
    public SecretUnusableException(string message) : base(message)
    {
    }
}
