using System.Text;

using Tandem.Platform;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.Bench.Seeding;

/// <summary>The newest token of every session, as its client holds it.</summary>
internal sealed class SessionTokens(int count)
{
    private readonly byte[] tokens = new byte[count * RefreshTokenFormat.EncodedLength];

    public int Count => count;

    public Span<byte> this[int session] => tokens.AsSpan(session * RefreshTokenFormat.EncodedLength, RefreshTokenFormat.EncodedLength);

    public void Write(int session, string token) => Encoding.ASCII.GetBytes(token, this[session]);

    /// <summary>All tokens, read.</summary>
    public RefreshToken[] ReadAll(OpenedInstallation installation) =>
        [.. Enumerable.Range(0, count).Select(session => Parse(session, installation.RefreshTokens, DateTimeOffset.UnixEpoch)!)];

    /// <summary>How many tokens the server cannot have made.</summary>
    public int CountNotGenuine(RefreshTokenFormat format) =>
        Enumerable.Range(0, count).Count(session => Parse(session, format, DateTimeOffset.UnixEpoch) is null);

    /// <summary>How many sessions the database knows otherwise than their clients do.</summary>
    public async Task<int> CountNotStoredAsync(OpenedInstallation installation, CancellationToken cancellationToken)
    {
        var store = installation.Get<ISessionStore>();
        var now = installation.Get<InstallationClock>().UtcNow;
        var wrong = 0;
        for (var session = 0; session < count; session++)
        {
            var token = Parse(session, installation.RefreshTokens, now);
            var stored = token is null ? null : await store.FindAsync(token.SessionId, cancellationToken);
            if (stored?.Session.Rotation.Issued != token?.Generation)
                wrong++;
        }

        return wrong;
    }

    private RefreshToken? Parse(int session, RefreshTokenFormat format, DateTimeOffset now) =>
        format.TryParse(Encoding.ASCII.GetString(this[session]), now, out var token) is RefreshTokenFault.None ? token : null;
}
