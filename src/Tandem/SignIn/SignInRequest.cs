using Tandem.Sessions;

namespace Tandem.SignIn;

/// <summary>Somebody who wants to sign in with a password.</summary>
/// <param name="Email">A valid address.</param>
/// <param name="Password">The password's bytes, as received.</param>
/// <param name="Delivery">How refresh tokens are to be delivered.</param>
/// <param name="Persistent">Whether the session outlives the browser session.</param>
public sealed record SignInRequest(string Email, byte[] Password, SessionDelivery Delivery, bool Persistent)
{
    /// <summary>Neither address nor password.</summary>
    public override string ToString() => "sign-in request";
}
