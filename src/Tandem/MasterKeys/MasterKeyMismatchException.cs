namespace Tandem.MasterKeys;

/// <summary>The master keys at hand are not those the database was used with: going on would sign everybody out.</summary>
public sealed class MasterKeyMismatchException : Exception
{
    /// <summary>With the cause and the cure, and never a key.</summary>
    public MasterKeyMismatchException(string message) : base(message)
    {
    }
}
