using Tandem.Accounts;
using Tandem.Lockout;

namespace Tandem.Passwords;

/// <summary>What became of a password.</summary>
/// <param name="Key">What the attempt was counted by.</param>
/// <param name="Attempt">The reserved attempt.</param>
/// <param name="Credentials">The account, or null when nobody has the address.</param>
/// <param name="Failure">Why it was not accepted, or null.</param>
/// <param name="Evaluation">When and how it was evaluated: a refusal waits for <see cref="RefusalPace"/>.</param>
internal sealed record PasswordVerdict(
    SignInKey Key, SignInAttempt Attempt, AccountCredentials? Credentials, LoginFailure? Failure, Evaluation Evaluation);

/// <summary>Why a sign-in was refused, for operators only.</summary>
public enum LoginFailure
{
    /// <summary>No account has the address.</summary>
    UnknownAccount,

    /// <summary>The password was evaluated and is wrong.</summary>
    WrongPassword,

    /// <summary>The address is locked; the password was not evaluated.</summary>
    Locked,

    /// <summary>The password is right, the account disabled.</summary>
    Disabled,

    /// <summary>The account has no password.</summary>
    NoPassword,
}
