using Tandem.AccessTokens;
using Tandem.AspNetCore.AccessTokens;
using Tandem.AspNetCore.Hosting.Configuration;
using Tandem.SigningKeys;

namespace Tandem.AspNetCore.SigningKeys;

/// <summary>Signing keys: their algorithm, and how the times of their life depend on each other.</summary>
internal static class SigningChecks
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(400);

    // The key that signs, the one announced, and one that was just replaced.
    private const int Unreplaced = 3;

    public static IEnumerable<ConfigurationFault> Of(SigningOptions signing, AccessTokenOptions accessTokens)
    {
        if (!SigningAlgorithm.All.Contains(signing.Algorithm))
        {
            yield return ConfigurationFault.Of("Signing:Algorithm", signing.Algorithm, "Keys are made for no such algorithm.",
                $"Write {string.Join(" or ", SigningAlgorithm.All)}.");
        }

        if (signing.Announce < Least)
            yield return Fault("Announce", signing.Announce, "Every verifier must have a key before it signs.", "The default is 1.00:00:00; 1 second is the least.");
        if (signing.RotationInterval > Most)
            yield return Fault("RotationInterval", signing.RotationInterval, "A key signs for 400 days at most.", "The default is 30.00:00:00.");
        else if (signing.RotationInterval <= signing.Announce)
        {
            yield return Fault("RotationInterval", signing.RotationInterval, $"The next key must be announced for {signing.Announce} while this one signs.",
                "Make it longer, or Tandem:Signing:Announce shorter.");
        }
        else if (((signing.Retain ?? accessTokens.LongestAcceptance) / signing.RotationInterval) + Unreplaced > PublishedKeys.MaximumKeys)
        {
            yield return Fault("RotationInterval", signing.RotationInterval,
                $"More keys would be published than verifiers read, {PublishedKeys.MaximumKeys}: one for each interval within {signing.Retain ?? accessTokens.LongestAcceptance}.",
                "Make it longer, or Tandem:Signing:Retain shorter.");
        }

        if (signing.Retain > Most)
            yield return Fault("Retain", signing.Retain.Value, "A key is kept for 400 days at most.", "Leave it out for as long as a token lives.");
        else if (signing.Retain < accessTokens.LongestAcceptance)
        {
            yield return Fault("Retain", signing.Retain.Value,
                $"Tokens would be refused that are still valid: a token is accepted for up to {accessTokens.LongestAcceptance} (its lifetime, and 10 seconds for clocks that differ).",
                "Make it longer, or leave it out.");
        }
    }

    private static ConfigurationFault Fault(string key, TimeSpan seen, string cause, string cure) =>
        ConfigurationFault.Of($"Signing:{key}", seen, cause, cure);
}
