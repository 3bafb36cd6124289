namespace Tandem.AspNetCore.Passwords;

/// <summary>Password hashing.</summary>
public sealed class PasswordOptions
{
    /// <summary>
    /// <c>argon2id</c> or <c>pbkdf2</c>, for new hashes; null is argon2id. Hashes of both are always verified.
    /// </summary>
    public string? Algorithm { get; set; }

    /// <summary>Fewest characters (Unicode code points) of a new password. Default 12; from 8 to 128.</summary>
    public int MinimumLength { get; set; } = 12;

    /// <summary>Passwords hashed at the same time; eight times as many wait, the rest are answered <c>busy</c>. Default: processors.</summary>
    public int MaxConcurrentHashes { get; set; } = Environment.ProcessorCount;
}
