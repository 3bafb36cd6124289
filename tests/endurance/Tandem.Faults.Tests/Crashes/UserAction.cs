namespace Tandem.Faults.Tests.Crashes;

/// <summary>What a client or an administrator did.</summary>
internal enum UserAction
{
    SignIn,
    Refresh,
    AccessCheck,
    SignOut,
    WrongPassword,
    ChangePassword,

    /// <summary>A sign-in with a password that an acknowledged change had replaced.</summary>
    OldPassword,
    Disable,
    Enable,
    SetRoles,
    Unlock,
}
