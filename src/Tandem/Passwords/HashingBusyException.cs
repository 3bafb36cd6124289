namespace Tandem.Passwords;

/// <summary>
/// Too many passwords are being evaluated at once. Answered with 503 <c>busy</c> and <c>Retry-After</c>; it is nobody's failure.
/// </summary>
public sealed class HashingBusyException : Exception
{
    /// <summary>With what is short.</summary>
    public HashingBusyException(string message) : base(message)
    {
    }
}
