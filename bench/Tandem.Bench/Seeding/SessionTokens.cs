using System.Text;

using Tandem.Browsers.Cookies;
using Tandem.MasterKeys;
using Tandem.Platform;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Bench.Seeding;

/// <summary>The newest token of every session, as its client holds it.</summary>
internal sealed class SessionTokens(int count, OpenedInstallation installation)
{
    /// <summary>What the cookie is called that holds them, over plain HTTP.</summary>
    public string CookieName { get; } = $"{RefreshCookie.BaseName}-{installation.Get<Installation>().CookieSuffix}";

    private readonly byte[] tokens = new byte[count * RefreshTokenFormat.EncodedLength];

    public int Count => count;

    public Span<byte> this[int session] => tokens.AsSpan(session * RefreshTokenFormat.EncodedLength, RefreshTokenFormat.EncodedLength);

    public void Write(int session, string token) => Encoding.ASCII.GetBytes(token, this[session]);

    /// <summary>All tokens, read.</summary>
    public RefreshToken[] ReadAll(OpenedInstallation opened) =>
        [.. Enumerable.Range(0, count).Select(session => Parse(session, opened.RefreshTokens, DateTimeOffset.UnixEpoch)!)];

    /// <summary>How many tokens the server cannot have made.</summary>
    public int CountNotGenuine(RefreshTokenFormat format) =>
        Enumerable.Range(0, count).Count(session => Parse(session, format, DateTimeOffset.UnixEpoch) is null);

    /// <summary>How many sessions the database knows otherwise than their clients do.</summary>
    public async Task<int> CountNotStoredAsync(OpenedInstallation opened, CancellationToken cancellationToken)
    {
        var store = opened.Get<ISessionStore>();
        var now = opened.Get<InstallationClock>().UtcNow;
        var wrong = 0;
        for (var session = 0; session < count; session++)
        {
            var token = Parse(session, opened.RefreshTokens, now);
            var stored = token is null ? null : await store.FindAsync(token.SessionId, cancellationToken);
            if (stored?.Session.Rotation.Issued != token?.Generation)
                wrong++;
        }

        return wrong;
    }

    private RefreshToken? Parse(int session, RefreshTokenFormat format, DateTimeOffset now) =>
        format.TryParse(Encoding.ASCII.GetString(this[session]), now, out var token) is RefreshTokenFault.None ? token : null;
}
