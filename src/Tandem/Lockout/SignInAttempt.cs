namespace Tandem.Lockout;

/// <summary>A reserved attempt, or the word that none is left.</summary>
/// <param name="Number">Its place among the attempts of the window, from 1; 0 when the address is locked.</param>
public readonly record struct SignInAttempt(int Number)
{
    /// <summary>No password may be evaluated now.</summary>
    public static SignInAttempt Locked { get; } = new(0);

    /// <summary>Whether the password must not be evaluated.</summary>
    public bool IsLocked => Number == 0;
}
