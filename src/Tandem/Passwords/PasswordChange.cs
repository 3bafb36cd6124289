namespace Tandem.Passwords;

/// <summary>An owner's wish for another password.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="SessionId">The session that asks; it goes on.</param>
/// <param name="Present">The present password's bytes, as received.</param>
/// <param name="Replacement">The new password's bytes, as received.</param>
public sealed record PasswordChange(Guid AccountId, Guid SessionId, byte[] Present, byte[] Replacement)
{
    /// <summary>Neither password.</summary>
    public override string ToString() => $"password change of account {AccountId}";
}
