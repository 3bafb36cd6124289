using Tandem.Browsers.Cookies;
using Tandem.Hostile.Tests.Fuzzing;
using Tandem.Refresh;

namespace Tandem.Hostile.Tests.Targets;

/// <summary>The <c>Cookie</c> header, and the refresh tokens that are found in it. D10.</summary>
public sealed class CookieHeaderTarget : FuzzTarget
{
    public override int Inputs => 8_000;

    public override IReadOnlyList<string> Dictionary { get; } =
    [
        "refreshToken=", "__Host-refreshToken=", "__Secure-refreshToken=", "__HOST-refreshToken=", "__%48ost-refreshToken=", "refreshtoken=", "; ", ";", "=", "\"", " ",
        "\t", "a=b", RefreshTokenTarget.Token(1), RefreshTokenTarget.Token(2), "refreshToken=" + RefreshTokenTarget.Token(3), "$Version=1", ",", "%3D",
    ];

    public override IEnumerable<byte[]> Seeds =>
    [
        FuzzText.Bytes($"a=b; refreshToken={RefreshTokenTarget.Token(1)}; __Host-refreshToken={RefreshTokenTarget.Token(2)}"),
        FuzzText.Bytes("refreshToken=; =x; refreshToken; ;;"),
    ];

    public override void Give(byte[] input)
    {
        var header = FuzzText.Of(input);
        // The values and the list that holds them.
        var values = Within(1024 + (16L * header.Length), () =>
        {
            var found = new List<string>();
            foreach (var name in RefreshCookie.Names)
                CookieHeader.Read(header, name, found);
            return found;
        });
        Must(values.SequenceEqual(Expected(header)), "It reads other cookies than are there.");

        var presented = values.Select(value => new PresentedToken(value, FromCookie: true)).ToList();
        // A token has 116 characters: what else is allocated is a list and its grouping.
        var tokens = Within(4096 + (64L * values.Count) + (16L * header.Length), () => PresentedTokens.Read(presented, RefreshTokenTarget.Format, RefreshTokenTarget.Now));
        var sessions = tokens.Sessions.Select(read => read.Token).ToList();
        Must(sessions.Select(token => token.SessionId).Distinct().Count() == sessions.Count, "A session twice.");
        Must(sessions.OrderByDescending(token => token.IssuedAt).SequenceEqual(sessions), "Not the newest first.");
        Must(sessions.All(token => values.Contains(RefreshTokenTarget.Format.Encode(token)) || token.IssuedAt.Year == 9999), "A token that was not sent.");
    }

    // The rule once more, in words: pairs between semicolons, spaces around them, the name before the first equals sign, a pair of quotes
    // around the value or none.
    private static IEnumerable<string> Expected(string header) =>
        from name in RefreshCookie.Names
        from pair in header.Split(';')
        let trimmed = pair.Trim(' ')
        where trimmed.StartsWith(name + "=", StringComparison.Ordinal)
        let value = trimmed[(name.Length + 1)..]
        select value.Length > 1 && value[0] == '"' && value[^1] == '"' ? value[1..^1] : value;
}
