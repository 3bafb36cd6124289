using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

using Tandem.Platform;

namespace Tandem.Passwords;

/// <summary>
/// PBKDF2 with HMAC-SHA-512 (RFC 8018 §5.2), for who must not use Argon2, and the hashes of before: <c>$pbkdf2-sha512$i=220000$salt$hash</c>, base64 without
/// padding.
/// </summary>
internal sealed partial class Pbkdf2Algorithm(SecureRandom random, int iterations = Pbkdf2Algorithm.DefaultIterations) : IPasswordAlgorithm
{
    public const string AlgorithmId = "pbkdf2-sha512";

    public const int DefaultIterations = 220_000;

    private const int SaltLength = 16, HashLength = 32, MaxIterations = 10_000_000, HmacBlockLength = 128;

    public string Id => AlgorithmId;

    public string Hash(ReadOnlySpan<byte> password)
    {
        Span<byte> salt = stackalloc byte[SaltLength];
        random.Fill(salt);
        Span<byte> hash = stackalloc byte[HashLength];
        Derive(password, salt, iterations, hash);
        return string.Create(CultureInfo.InvariantCulture, $"${AlgorithmId}$i={iterations}${Encode(salt)}${Encode(hash)}");
    }

    public bool Verify(string hash, ReadOnlySpan<byte> password)
    {
        if (!TryRead(hash, out var used, out var salt, out var expected))
            return false;
        Span<byte> actual = stackalloc byte[expected.Length];
        Derive(password, salt, used, actual);
        return CryptographicOperations.FixedTimeEquals(actual, expected);
    }

    public bool NeedsRehash(string hash) =>
        !TryRead(hash, out var used, out var salt, out _)
        || used < iterations || salt.Length < SaltLength;

    public bool CanRead(string hash) => TryRead(hash, out _, out _, out _);

    private static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int iterations, Span<byte> hash)
    {
        // HMAC fills a short key up with zero bytes (RFC 2104 §2): "a" and "a\0" would be one password. Hashing the few that end
        // in NUL keeps every byte significant, and every other password's hash what PBKDF2 says it is.
        if (password is [.., 0] && password.Length <= HmacBlockLength)
        {
            Span<byte> key = stackalloc byte[SHA512.HashSizeInBytes];
            SHA512.HashData(password, key);
            Rfc2898DeriveBytes.Pbkdf2(key, salt, hash, iterations, HashAlgorithmName.SHA512);
            CryptographicOperations.ZeroMemory(key);
        }
        else
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, hash, iterations, HashAlgorithmName.SHA512);
        }
    }

    private static bool TryRead(string text, out int iterations, out byte[] salt, out byte[] hash)
    {
        iterations = 0;
        salt = hash = [];
        if (Format.Match(text) is not { Success: true } match)
            return false;
        iterations = int.Parse(match.Groups["i"].ValueSpan, CultureInfo.InvariantCulture);
        return iterations <= MaxIterations
            && TryDecode(match.Groups["salt"].Value, out salt)
            && TryDecode(match.Groups["hash"].Value, out hash);
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static bool TryDecode(string text, out byte[] bytes)
    {
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        bytes = new byte[text.Length * 3 / 4];
        // Spare bits must be zero, so that a hash has one spelling.
        return Convert.TryFromBase64String(padded, bytes, out var length) && length == bytes.Length && Encode(bytes) == text;
    }

    // Salts from 8 to 64 bytes, hashes from 32: the beginning of a PBKDF2 hash is one too, and must not pass for it.
    [GeneratedRegex(
        @"\A\$pbkdf2-sha512\$i=(?<i>[1-9][0-9]{0,7})\$(?<salt>[A-Za-z0-9+/]{11,86})\$(?<hash>[A-Za-z0-9+/]{43,86})\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Format { get; }
}
