namespace Tandem.AccessTokens;

/// <summary>What became of a presented access token.</summary>
/// <param name="Token">Its claims; null unless it is good, or was (<see cref="AccessTokenFault.Expired"/>).</param>
/// <param name="Fault">Why it was refused.</param>
internal readonly record struct AccessTokenValidation(AccessToken? Token, AccessTokenFault Fault)
{
    /// <summary>Whether the token may be relied upon.</summary>
    public bool IsValid => Fault == AccessTokenFault.None;

    internal static AccessTokenValidation Refused(AccessTokenFault fault) => new(null, fault);
}
