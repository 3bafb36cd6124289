using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Tandem.Accounts;

/// <summary>What an account's roles may be: names that every header and every token takes as they are, and so many that an access token holds them.</summary>
public static class RoleNames
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaximumLength = 64;

    /// <summary>
    /// How much room an account's roles may take in its access tokens: the characters of all names, and three more for each name. Verifiers
    /// refuse tokens of more than 8,192 characters, and the base64url of 4,000 characters is 5,334 of them.
    /// </summary>
    public const int MaximumTotal = 4000;

    // Quotes and a comma.
    private const int AroundEach = 3;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._:-");

    /// <summary>Why these cannot be an account's roles, in one sentence with its cure; null when they can.</summary>
    public static string? Fault(IReadOnlyList<string> roles)
    {
        ArgumentNullException.ThrowIfNull(roles);
        foreach (var role in roles)
        {
            if (role.Length is 0 or > MaximumLength || role.AsSpan().ContainsAnyExcept(Allowed))
                return $"'{role}' cannot be a role: write 1 to {MaximumLength} of a-z, 0-9, '.', '_', ':' and '-', such as admin.";
        }

        return SizeFault(roles);
    }

    /// <summary>Why so many roles cannot be an account's, whatever an application calls them; null when they fit.</summary>
    internal static string? SizeFault(IReadOnlyList<string> roles)
    {
        // As they are written in a token, where what is not ASCII takes more room.
        var total = roles.Sum(role => JsonEncodedText.Encode(role).EncodedUtf8Bytes.Length + AroundEach);
        return total <= MaximumTotal ? null : string.Create(CultureInfo.InvariantCulture,
            $"{roles.Count} roles take {total:N0} characters in every access token, their names and {AroundEach} more for each, and at most {MaximumTotal:N0} fit: give fewer or shorter ones.");
    }
}
