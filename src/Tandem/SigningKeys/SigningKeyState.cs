namespace Tandem.SigningKeys;

/// <summary>Where a signing key is in its life.</summary>
public enum SigningKeyState
{
    /// <summary>Published in the JWKS, not yet used, so that verifiers have it before the first token arrives.</summary>
    Announced = 1,

    /// <summary>Signs new tokens.</summary>
    Active = 2,

    /// <summary>Signs nothing any more; tokens it signed are still verified.</summary>
    Verifying = 3,

    /// <summary>Gone: the private part has been erased.</summary>
    Destroyed = 4,
}
