using System.Security.Cryptography;
using System.Text.Json;

using Tandem.SigningKeys;

namespace Tandem.AccessTokens;

/// <summary>One key of a JWK set of somebody else, or why it is not used.</summary>
internal readonly record struct PublishedKey(VerificationKey? Key, PublishedKeyFault Fault)
{
    private const int LongestId = 256;

    // RFC 7518 §6.2.2, §6.3.2, §6.4.1.
    private static readonly string[] PrivateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

    /// <summary>Reads one. The order of the checks is that of the faults' weight: that a key was lost is said before anything else.</summary>
    public static PublishedKey Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetText("kty"u8, out var type))
            return Refused(PublishedKeyFault.Malformed);
        // Compared case-sensitively (RFC 7517 §4.1).
        if (type == "oct")
            return Refused(PublishedKeyFault.Symmetric);
        if (PrivateMembers.Any(name => json.TryGetProperty(name, out _)))
            return Refused(PublishedKeyFault.Private);
        if (type is not ("EC" or "RSA"))
            return Refused(PublishedKeyFault.Unsupported);
        if (!IsForVerifying(json, out var malformed))
            return Refused(malformed ? PublishedKeyFault.Malformed : PublishedKeyFault.WrongUse);
        // RFC 7517 §4.4 lets alg be absent; then a token would choose it, and confusion begins (CVE-2026-44699).
        if (!json.TryGetProperty("alg"u8, out _))
            return Refused(PublishedKeyFault.NoAlgorithm);
        if (!json.TryGetText("alg"u8, out var algorithm) || !json.TryGetText("kid"u8, out var keyId) || keyId.Length > LongestId)
            return Refused(PublishedKeyFault.Malformed);
        if (!SigningAlgorithm.All.Contains(algorithm, StringComparer.Ordinal))
            return Refused(PublishedKeyFault.Unsupported);
        if (type == "EC" && (!json.TryGetText("crv"u8, out var curve) || curve != "P-256"))
            return Refused(PublishedKeyFault.Unsupported);
        if (algorithm != (type == "EC" ? SigningAlgorithm.Es256 : SigningAlgorithm.Rs256))
            return Refused(PublishedKeyFault.WrongAlgorithm);
        return Load(json, type, algorithm, keyId);
    }

    // RFC 7517 §4.2, §4.3: neither says anything when absent; what is there must allow it, and no operation may stand there twice.
    private static bool IsForVerifying(JsonElement json, out bool malformed)
    {
        malformed = false;
        if (json.TryGetProperty("use"u8, out _))
        {
            malformed = !json.TryGetText("use"u8, out var use);
            if (malformed || use != "sig")
                return false;
        }

        if (!json.TryGetProperty("key_ops"u8, out _))
            return true;
        malformed = !json.TryGetTexts("key_ops"u8, out var operations) || operations.Distinct().Count() != operations.Count;
        return !malformed && operations!.Contains("verify");
    }

    private static PublishedKey Load(JsonElement json, string type, string algorithm, string keyId)
    {
        try
        {
            var encoded = type == "EC" ? PublishedNumbers.EllipticCurve(json) : PublishedNumbers.Rsa(json);
            var key = SignatureKey.ImportPublicKey(algorithm, encoded);
            // What was read, written again, is what was published: each number has one spelling (RFC 7518 §2, §6.2.1.2, §6.3.1).
            foreach (var (name, value) in key.Members)
            {
                if (!json.TryGetText(System.Text.Encoding.UTF8.GetBytes(name), out var published) || published != value)
                    return Refused(PublishedKeyFault.Malformed);
            }

            return new PublishedKey(new VerificationKey(key, SigningKeyState.Verifying, keyId), PublishedKeyFault.None);
        }
        catch (FormatException)
        {
            return Refused(PublishedKeyFault.Malformed);
        }
        catch (CryptographicException)
        {
            return Refused(PublishedKeyFault.Unsound);
        }
    }

    private static PublishedKey Refused(PublishedKeyFault fault) => new(null, fault);
}
