namespace Tandem.Faults.Tests.Crashes;

/// <summary>What a client or an administrator did.</summary>
/// <remarks>A password change belongs here as well: it ends the other sessions of its account, as <see cref="Disable"/> ends all.</remarks>
internal enum Deed
{
    SignIn,
    Refresh,
    AccessCheck,
    SignOut,
    WrongPassword,
    Disable,
    Enable,
    SetRoles,
    Unlock,
}
