namespace Tandem.SecurityEvents;

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
