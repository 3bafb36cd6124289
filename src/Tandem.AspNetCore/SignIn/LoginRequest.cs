namespace Tandem.AspNetCore.SignIn;

/// <summary>Body of a sign-in.</summary>
internal sealed class LoginRequest
{
    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? Delivery { get; set; }

    public bool? RememberMe { get; set; }
}
