namespace Tandem.SigningKeys;

/// <summary>Why a published key is not used.</summary>
internal enum PublishedKeyFault
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>It is no JWK: a member is missing, of a wrong type, or spelled in another than the one way (RFC 7517 §4, RFC 7518 §2).</summary>
    Malformed,

    /// <summary>It has a private member (RFC 7518 §6.2.2, §6.3.2): whoever publishes it has lost it.</summary>
    Private,

    /// <summary>It is a secret, <c>kty: oct</c> (RFC 7518 §6.4): who verifies with it could sign as well.</summary>
    Symmetric,

    /// <summary>Its <c>kty</c>, <c>crv</c> or <c>alg</c> is none that tokens are verified with here.</summary>
    Unsupported,

    /// <summary>It has no <c>alg</c>: which algorithm it is for would be left to the token (RFC 8725 §3.1).</summary>
    NoAlgorithm,

    /// <summary>Its <c>alg</c> is not one for its <c>kty</c> and <c>crv</c>.</summary>
    WrongAlgorithm,

    /// <summary>It is not for verifying: <c>use</c> other than <c>sig</c>, or <c>key_ops</c> without <c>verify</c> (RFC 7517 §4.2, §4.3).</summary>
    WrongUse,

    /// <summary>Its numbers make no key that could be trusted: a point off the curve, a modulus or exponent out of bounds, a known weakness.</summary>
    Unsound,

    /// <summary>Another key has the same <c>kid</c>; neither is used (RFC 7517 §4.5).</summary>
    DuplicateId,
}

/// <summary>A published key that is not used.</summary>
/// <param name="Position">Where it stands in the set, from zero.</param>
/// <param name="Fault">Why.</param>
internal readonly record struct RefusedKey(int Position, PublishedKeyFault Fault);
