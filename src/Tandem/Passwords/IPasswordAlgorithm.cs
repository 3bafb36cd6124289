namespace Tandem.Passwords;

/// <summary>One way of hashing passwords, its results written as PHC strings. Safe for any number of threads.</summary>
public interface IPasswordAlgorithm
{
    /// <summary>The name its hashes begin with, such as <c>argon2id</c>.</summary>
    string Id { get; }

    /// <summary>Hashes a password with a new salt and the parameters in force.</summary>
    /// <exception cref="HashingBusyException">There is not enough memory at the moment.</exception>
    string Hash(ReadOnlySpan<byte> password);

    /// <summary>Whether <paramref name="hash"/> is of <paramref name="password"/>; false when it cannot be read.</summary>
    /// <exception cref="HashingBusyException">There is not enough memory at the moment.</exception>
    bool Verify(string hash, ReadOnlySpan<byte> password);

    /// <summary>Whether a hash was made with less work than a new one is.</summary>
    bool NeedsRehash(string hash);

    /// <summary>Whether a hash is this algorithm's and within the bounds of what is evaluated.</summary>
    bool CanRead(string hash);
}
