using System.Text.Json.Serialization;

using Tandem.Passwords;
using Tandem.SecurityEvents;

namespace Tandem.SignIn;

/// <summary>A sign-in was refused. The caller is not told the reason.</summary>
internal sealed record LoginFailed(Guid? Account, LoginFailure Reason) : SecurityEvent(Account, null);

/// <summary>The kinds of events of sign-ins.</summary>
[JsonSerializable(typeof(LoginFailed))]
internal sealed partial class SignInEvents : JsonSerializerContext
{
    private static readonly SignInEvents Fields = new();

    public static IReadOnlyList<EventKind> Kinds { get; } =
    [
        EventKind.Of<LoginFailed>("login_failed", "authn_login_fail", Fields),
    ];
}
