using System.Text.Json;

namespace Tandem.Client.Storage;

/// <summary>All that a token store holds. Immutable.</summary>
public sealed record StoredTokens
{
    private const int CurrentVersion = 1;

    /// <summary>Nobody has signed in.</summary>
    public static StoredTokens Empty { get; } = new();

    /// <summary>Of the form: 1.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Who is signed in; null when nobody is.</summary>
    public StoredSession? Session { get; init; }

    /// <summary>Sign-outs that the server does not know of yet.</summary>
    public IReadOnlyList<OwedSignOut> SignOuts { get; init; } = [];

    /// <summary>Why nobody is signed in, when somebody was.</summary>
    public EndedSession? Ended { get; init; }

    /// <summary>As UTF-8 text. It holds secrets.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, ClientJson.Default.StoredTokens);

    /// <summary>What <see cref="Serialize"/> made.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static StoredTokens Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            var tokens = JsonSerializer.Deserialize(text, ClientJson.Default.StoredTokens);
            if (tokens is { Version: CurrentVersion, SignOuts: not null, Ended: null or { Id: not null, Reason: not null } }
                && tokens.SignOuts.All(owed => owed is { SessionId: not null, RefreshToken: not null })
                && (tokens.Session is null || IsWhole(tokens.Session)))
                return tokens;
        }
        catch (JsonException)
        {
            // Said below, without what it holds.
        }

        throw new FormatException("These are not the tokens of a Tandem client.");
    }

    /// <summary>Says nothing of the tokens.</summary>
    public override string ToString() => Session?.ToString() ?? "no session";

    private static bool IsWhole(StoredSession session) =>
        session is { RefreshToken: not null, AccessToken: not null, User: { Id: not null, Roles: not null }, Details.Id: not null };
}
