using System.Text.Json.Serialization;

using Tandem.AspNetCore.Http.Bodies;

namespace Tandem.AspNetCore.Passwords;

/// <summary>Body of a change of password.</summary>
internal sealed class PasswordChangeRequest
{
    public string? CurrentPassword { get; set; }

    public string? NewPassword { get; set; }

    /// <summary>The asking session's own refresh token, where it is not in a cookie: the session is then replaced.</summary>
    public string? RefreshToken { get; set; }
}

/// <summary>The bodies of this room.</summary>
[JsonSerializable(typeof(PasswordChangeRequest))]
internal sealed partial class PasswordsJson : JsonSerializerContext
{
    public static PasswordsJson Bodies { get; } = new(TandemJson.Options());
}
