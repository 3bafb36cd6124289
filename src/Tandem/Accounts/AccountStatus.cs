namespace Tandem.Accounts;

/// <summary>Whether an account may sign in.</summary>
public enum AccountStatus
{
    /// <summary>It may.</summary>
    Active = 1,

    /// <summary>An administrator has disabled it: no sign-in, no refresh, no access token is accepted.</summary>
    Disabled = 2,
}
