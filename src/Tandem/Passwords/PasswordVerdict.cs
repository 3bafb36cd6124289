using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.SecurityEvents;

namespace Tandem.Passwords;

/// <summary>What became of a password.</summary>
/// <param name="Key">What the attempt was counted by.</param>
/// <param name="Attempt">The reserved attempt.</param>
/// <param name="Credentials">The account, or null when nobody has the address.</param>
/// <param name="Failure">Why it was not accepted, or null.</param>
internal sealed record PasswordVerdict(SignInKey Key, SignInAttempt Attempt, AccountCredentials? Credentials, LoginFailure? Failure);
