using System.Buffers.Text;
using System.Security.Cryptography;

using Tandem.Platform;

namespace Tandem.Tickets;

/// <summary>
/// The wire format: <c>tandem_ticket_</c>, which scanners of logs and sources can look for, then <c>version(1) | secret(32)</c> in
/// base64url without padding (RFC 4648 §5). The rest is in the ticket's row.
/// </summary>
internal static class TicketFormat
{
    private const byte Version = 1;
    private const int ByteLength = 1 + SecretLength;

    /// <summary>What every ticket begins with.</summary>
    public const string Prefix = "tandem_ticket_";

    /// <summary>Random bytes of a ticket.</summary>
    public const int SecretLength = 32;

    /// <summary>Characters of a ticket. 33 bytes fill 44 characters exactly, so each ticket has one spelling.</summary>
    public const int EncodedLength = 14 + 44;

    /// <summary>Writes a ticket.</summary>
    public static string Encode(ReadOnlySpan<byte> secret)
    {
        Span<byte> bytes = stackalloc byte[ByteLength];
        bytes[0] = Version;
        secret.CopyTo(bytes[1..]);
        return Prefix + Base64Url.EncodeToString(bytes);
    }

    /// <summary>Whether a text is written like a ticket; whether it is one, its row knows.</summary>
    public static bool IsMatch(ReadOnlySpan<char> text) => TryHash(text, out _);

    /// <summary>Reads the hash of a ticket's secret; false for a text that is not written like a ticket.</summary>
    public static bool TryHash(ReadOnlySpan<char> text, out byte[] secretHash)
    {
        secretHash = [];
        Span<byte> bytes = stackalloc byte[ByteLength];
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || !TokenText.TryDecode(text[Prefix.Length..], bytes) || bytes[0] != Version)
            return false;
        secretHash = SHA256.HashData(bytes[1..]);
        return true;
    }
}
