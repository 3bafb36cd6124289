using System.Security.Cryptography;
using System.Text;

namespace Tandem.Lockout;

/// <summary>
/// What failed sign-ins are counted by: SHA-256 of the canonical address, whether or not anybody has it, so that a known and an
/// unknown address are treated, and take as long, alike.
/// </summary>
public readonly record struct SignInKey(string Value)
{
    /// <summary>The key of an address in canonical form.</summary>
    public static SignInKey ForEmail(string canonicalEmail) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonicalEmail))));
}
