using System.Data.Common;

using Npgsql;

using NpgsqlTypes;

using Tandem.PostgreSql.Accounts;
using Tandem.PostgreSql.Engine;
using Tandem.Refresh;
using Tandem.Sessions;

namespace Tandem.PostgreSql.Refresh;

/// <summary>
/// The common path: narrow rows are rewritten, one round trip for any number of them. The condition is <see cref="RotationOutcome.Rotate"/> of
/// <see cref="RotationDecision"/>, which a test compares it with; what changes there changes here.
/// </summary>
internal static class RotationStatement
{
    // In one order, so that groups never wait for each other in a circle. The statement after it sees what was committed before it had the rows.
    private const string Hold = "SELECT 1 FROM rotations WHERE session_id = ANY($1) ORDER BY session_id FOR UPDATE";

    private const string Rotate =
        $"""
        WITH
            presented AS (
                SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) AS p (session_id, secret_hash, generation, now, settled_after, user_agent, address_prefix)),
            rotated AS (
                UPDATE rotations r
                SET used = p.generation, base = r.issued, issued = r.issued + 1, rotated_at = greatest(r.rotated_at, p.now)
                FROM presented p
                JOIN sessions s ON s.id = p.session_id
                JOIN accounts a ON a.id = s.account_id
                WHERE r.session_id = p.session_id
                  AND s.secret_hash = p.secret_hash
                  AND r.base < p.generation AND p.generation <= r.issued
                  AND (r.rotated_at IS NULL OR p.settled_after = 0 OR p.now - r.rotated_at >= p.settled_after)
                  AND s.revoked_at IS NULL
                  AND p.now < coalesce(r.rotated_at, s.created_at) + s.idle_ms
                  AND (s.absolute_expires_at IS NULL OR p.now < s.absolute_expires_at)
                  AND a.session_epoch = s.session_epoch AND a.status = 1
                RETURNING r.*, p.user_agent, p.address_prefix),
            -- Rarely another client: the row is wide, and not rewritten for nothing.
            noted AS (
                UPDATE sessions s SET user_agent = r.user_agent, address_prefix = r.address_prefix
                FROM rotated r
                WHERE s.id = r.session_id AND (s.user_agent <> r.user_agent OR s.address_prefix <> r.address_prefix))
        SELECT
            s.id, s.session_epoch, r.issued, r.base, r.used, r.rotated_at, r.confirmed,
            s.persistent, s.created_at, s.authenticated_at, s.amr, s.idle_ms, s.absolute_expires_at, s.delivery,
            {AccountRows.Columns}
        FROM rotated r
        JOIN sessions s ON s.id = r.session_id
        JOIN accounts a ON a.id = s.account_id
        """;

    private const int OwnColumnCount = 14;

    /// <summary>Runs it for rotations of different sessions; returns those that took place, by session.</summary>
    public static async Task<Dictionary<Guid, StoredSession>> RunAsync(NpgsqlConnection connection, IReadOnlyList<SessionRotation> rotations)
    {
        var ids = Parameter(NpgsqlDbType.Uuid, rotations, rotation => rotation.SessionId);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new(Hold) { Parameters = { ids } },
                new(Rotate)
                {
                    Parameters =
                    {
                        ids.Clone(),
                        Parameter(NpgsqlDbType.Bytea, rotations, rotation => rotation.SecretHash),
                        Parameter(NpgsqlDbType.Bigint, rotations, rotation => rotation.Generation),
                        Parameter(NpgsqlDbType.Bigint, rotations, rotation => rotation.Now.ToUnixTimeMilliseconds()),
                        Parameter(NpgsqlDbType.Bigint, rotations, rotation => SettledAfter(rotation.SettlingTime)),
                        Parameter(NpgsqlDbType.Text, rotations, rotation => rotation.Client.UserAgent),
                        Parameter(NpgsqlDbType.Text, rotations, rotation => rotation.Client.AddressPrefix),
                    },
                },
            },
        };
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        var presented = rotations.ToDictionary(rotation => rotation.SessionId);
        var rotated = new Dictionary<Guid, StoredSession>(rotations.Count);
        while (await rows.ReadAsync())
        {
            var rotation = presented[rows.GetGuid(0)];
            rotated.Add(rotation.SessionId, Read(rows, rotation));
        }

        return rotated;
    }

    // What the condition and the assignments fix is not read back.
    private static StoredSession Read(DbDataReader row, SessionRotation rotation)
    {
        var account = AccountRows.Read(row, OwnColumnCount);
        var session = new Session
        {
            Id = rotation.SessionId,
            AccountId = account.Id,
            SessionEpoch = row.GetInt64(1),
            SecretHash = rotation.SecretHash,
            Rotation = new(row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.TimeOrNull(5), row.GetInt64(6)),
            Persistent = row.GetBoolean(7),
            CreatedAt = row.Time(8),
            AuthenticatedAt = row.Time(9),
            AuthenticationMethods = row.Names(10),
            IdleLifetime = row.Duration(11),
            AbsoluteExpiresAt = row.TimeOrNull(12),
            Delivery = (SessionDelivery)row.GetInt32(13),
            Client = rotation.Client,
        };
        return new(session, account);
    }

    // "Older than the settling time", in whole milliseconds; 0 for no settling time at all.
    private static long SettledAfter(TimeSpan settlingTime) => settlingTime > TimeSpan.Zero ? settlingTime.Ticks / TimeSpan.TicksPerMillisecond + 1 : 0;

    private static NpgsqlParameter<T[]> Parameter<T>(NpgsqlDbType element, IReadOnlyList<SessionRotation> rotations, Func<SessionRotation, T> value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | element, TypedValue = [.. rotations.Select(value)] };
}
