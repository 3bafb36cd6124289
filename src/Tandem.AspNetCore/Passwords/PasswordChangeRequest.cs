namespace Tandem.AspNetCore.Passwords;

/// <summary>Body of a change of password.</summary>
internal sealed class PasswordChangeRequest
{
    public string? CurrentPassword { get; set; }

    public string? NewPassword { get; set; }
}
