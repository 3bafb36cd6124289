using System.Text.Json.Serialization;

using Tandem.AspNetCore.Http.Bodies;

namespace Tandem.AspNetCore.SignIn;

/// <summary>Body of a sign-in.</summary>
internal sealed class LoginRequest
{
    public string? Email { get; set; }

    public string? Password { get; set; }

    public string? Delivery { get; set; }

    public bool? RememberMe { get; set; }

    /// <summary>The refresh token of an earlier session, which may have ended: it says that the device is known.</summary>
    public string? RefreshToken { get; set; }
}

/// <summary>The bodies of this room.</summary>
[JsonSerializable(typeof(LoginRequest))]
internal sealed partial class SignInJson : JsonSerializerContext
{
    public static SignInJson Bodies { get; } = new(TandemJson.Options());
}
