using Tandem.AccessTokens;

namespace Tandem.AspNetCore.AccessTokens;

/// <summary>What the caller is told of each fault of an access token: the cause, and a cure that fits it. Nothing of the token is repeated.</summary>
internal static class AccessTokenRefusals
{
    /// <summary>The session or its account changed; of a token without a fault.</summary>
    public const string AccountChanged =
        "The token is from before a change of the account: other roles, a new password, or a sign-out everywhere. Refresh, and send the new access token.";

    /// <summary>Cause and cure; null for what the code's own words say.</summary>
    public static string? Detail(AccessTokenFault fault) => fault switch
    {
        AccessTokenFault.Malformed =>
            "It is not a JWT with the header and the claims of Tandem's access tokens. Send accessToken of a token response, whole and unchanged, and nothing else.",
        AccessTokenFault.WrongType =>
            "It is a JWT, but no access token: its typ is not at+jwt. Send accessToken of a token response, not an ID token or another kind.",
        AccessTokenFault.WrongAlgorithm =>
            "Its alg is not the one that its key is used with. Send accessToken of a token response, unchanged.",
        AccessTokenFault.UnknownKey =>
            "It is signed with a key that is not known here: another server's, or one that was withdrawn. Refresh, and send the new access token; if that is refused too, it comes from another server than this one trusts.",
        AccessTokenFault.BadSignature =>
            "Its signature does not fit: it was altered or cut on the way. Send accessToken of a token response, unchanged.",
        AccessTokenFault.WrongIssuer =>
            "Another issuer made it than this server trusts. Sign in there. If it is the right one, its public URL and the authority configured here differ, which the server's log shows.",
        AccessTokenFault.WrongAudience =>
            "It is meant for another audience, and refreshing does not change that. The audience configured here has to be the one that the issuer writes, which the server's log shows.",
        AccessTokenFault.NotYetValid =>
            "It is not valid yet by this server's clock: the clocks of this server and of the issuer differ. Try again in a moment; the operator sets both clocks by NTP.",
        _ => null,
    };
}
