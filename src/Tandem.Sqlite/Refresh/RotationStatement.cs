using System.Text;

using Tandem.Accounts;
using Tandem.Refresh;
using Tandem.SecurityEvents;
using Tandem.Sessions;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Refresh;

/// <summary>
/// The common path: one row is read, one narrow row is rewritten. Its condition is <see cref="RotationOutcome.Rotate"/> of
/// <see cref="RotationDecision"/>, which a test compares it with; what changes there changes here. Nobody else writes in between: both
/// run in a transaction that has the write lock from its beginning.
/// </summary>
internal sealed class RotationStatement(PreparedConnection connection) : IDisposable
{
    private readonly HotStatement find = connection.Prepare(
        """
        SELECT s.number, r.issued, r.rotated_at, r.confirmed,
               s.session_epoch, s.persistent, s.created_at, s.authenticated_at, s.amr, s.idle_ms, s.absolute_expires_at, s.delivery,
               s.user_agent, s.address_prefix,
               a.id, a.email, a.email_verified, a.display_name, a.roles, a.created_at, a.epoch
        FROM sessions s
        CROSS JOIN rotations r ON r.session_number = s.number
        CROSS JOIN accounts a ON a.number = s.account_number
        WHERE s.id = ?1
          AND s.secret_hash = ?2
          AND r.base < ?3 AND ?3 <= r.issued
          AND (r.rotated_at IS NULL OR ?5 = 0 OR ?4 - r.rotated_at >= ?5)
          AND s.revoked_at IS NULL
          AND ?4 < ifnull(r.rotated_at, s.created_at) + s.idle_ms
          AND (s.absolute_expires_at IS NULL OR ?4 < s.absolute_expires_at)
          AND a.session_epoch = s.session_epoch AND a.status = 1
        """);

    private readonly HotStatement rotate = connection.Prepare(
        """
        UPDATE rotations
        SET used = ?2, converge_from = ?2, base = issued, issued = issued + 1, rotated_at = ?3
        WHERE session_number = ?1
        """);

    private readonly NameLists names = new();

    public static StoredSession? Run(PreparedConnection connection, SessionRotation rotation) =>
        connection.Owned(static owner => new RotationStatement(owner)).Run(rotation);

    public void Dispose()
    {
        find.Dispose();
        rotate.Dispose();
    }

    private StoredSession? Run(SessionRotation rotation)
    {
        find.Bind(1, rotation.SessionId);
        find.Bind(2, rotation.SecretHash);
        find.Bind(3, rotation.Generation);
        var now = rotation.Now.ToUnixTimeMilliseconds();
        find.Bind(4, now);
        find.Bind(5, SettledAfter(rotation.SettlingTime));
        StoredSession stored;
        long number;
        bool isSameClient;
        try
        {
            if (!find.Step())
                return null;
            now = find.IsNull(2) ? now : Math.Max(find.Number(2), now);
            number = find.Number(0);
            isSameClient = IsSame(12, rotation.Client.UserAgent) && IsSame(13, rotation.Client.AddressPrefix);
            stored = Read(rotation, DateTimeOffset.FromUnixTimeMilliseconds(now));
        }
        finally
        {
            find.Reset();
        }

        if (!isSameClient)
            NoteClient(number, rotation.Client);
        rotate.Bind(1, number);
        rotate.Bind(2, rotation.Generation);
        rotate.Bind(3, now);
        rotate.Run();
        return stored;
    }

    // Before the rotation: should that fail, a client has been noted, and nothing has been rotated.
    private void NoteClient(long number, ClientInfo client) => connection.Execute(
        "UPDATE sessions SET user_agent = @user_agent, address_prefix = @address_prefix WHERE number = @number",
        ("@user_agent", client.UserAgent), ("@address_prefix", client.AddressPrefix), ("@number", number));

    private bool IsSame(int column, string text) => Ascii.Equals(find.Bytes(column), text) || find.Text(column) == text;

    // "Older than the settling time", in whole milliseconds; 0 for no settling time at all.
    private static long SettledAfter(TimeSpan settlingTime) =>
        settlingTime > TimeSpan.Zero ? settlingTime.Ticks / TimeSpan.TicksPerMillisecond + 1 : 0;

    // What the condition and the assignments fix is not read back.
    private StoredSession Read(SessionRotation rotation, DateTimeOffset rotatedAt)
    {
        var issued = find.Number(1);
        var accountId = new Guid(find.Bytes(14), bigEndian: true);
        var sessionEpoch = find.Number(4);
        var session = new Session
        {
            Id = rotation.SessionId,
            AccountId = accountId,
            SessionEpoch = sessionEpoch,
            SecretHash = rotation.SecretHash,
            Rotation = new(issued + 1, issued, rotation.Generation, rotatedAt, find.Number(3)),
            Persistent = find.Number(5) != 0,
            CreatedAt = find.Time(6),
            AuthenticatedAt = find.Time(7),
            AuthenticationMethods = names.Read(find.Bytes(8)),
            IdleLifetime = TimeSpan.FromMilliseconds(find.Number(9)),
            AbsoluteExpiresAt = find.TimeOrNull(10),
            Delivery = (SessionDelivery)find.Number(11),
            Client = rotation.Client,
        };
        var account = new Account
        {
            Id = accountId,
            Email = find.Text(15),
            EmailVerified = find.Number(16) != 0,
            DisplayName = find.IsNull(17) ? null : find.Text(17),
            Roles = names.Read(find.Bytes(18)),
            Status = AccountStatus.Active,
            Epoch = find.Number(20),
            SessionEpoch = sessionEpoch,
            CreatedAt = find.Time(19),
        };
        return new(session, account);
    }
}
