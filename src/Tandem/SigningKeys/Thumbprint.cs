using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tandem.SigningKeys;

/// <summary>
/// The name of a public key: SHA-256 over its required members in lexicographic order, without white space (RFC 7638 §3), base64url.
/// </summary>
internal static class Thumbprint
{
    /// <summary>Of the required members (RFC 7638 §3.2), which are in lexicographic order.</summary>
    public static string Of(IEnumerable<(string Name, string Value)> members)
    {
        // Names and values are base64url or registered ASCII words, which JSON never escapes.
        var json = string.Join(',', members.Select(member => $"\"{member.Name}\":\"{member.Value}\""));
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes($"{{{json}}}")));
    }
}
