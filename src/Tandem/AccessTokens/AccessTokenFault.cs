namespace Tandem.AccessTokens;

/// <summary>Why an access token was refused.</summary>
internal enum AccessTokenFault
{
    /// <summary>It was not.</summary>
    None,

    /// <summary>It is not a JWS in compact form with the header and the claims of an access token.</summary>
    Malformed,

    /// <summary>Its <c>typ</c> is not that of an access token (RFC 9068 §4).</summary>
    WrongType,

    /// <summary>Its <c>alg</c> is not the one its key is used with (RFC 8725 §3.1).</summary>
    WrongAlgorithm,

    /// <summary>Its <c>kid</c> names no key of this installation.</summary>
    UnknownKey,

    /// <summary>It was not signed by the key it names, or was altered.</summary>
    BadSignature,

    /// <summary>Another issuer made it.</summary>
    WrongIssuer,

    /// <summary>It is for somebody else.</summary>
    WrongAudience,

    /// <summary>Its <c>iat</c> or <c>nbf</c> lies in the future.</summary>
    NotYetValid,

    /// <summary>It was valid and has expired.</summary>
    Expired,
}
