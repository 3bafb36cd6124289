using Tandem.Accounts;
using Tandem.PostgreSql.Engine;
using Tandem.PostgreSql.Lockout;
using Tandem.PostgreSql.Revocation;
using Tandem.PostgreSql.SecurityEvents;
using Tandem.SecurityEvents;

namespace Tandem.PostgreSql.Accounts;

/// <inheritdoc/>
internal sealed class PostgreSqlAccountStore(PostgreSqlDatabase database) : IAccountStore
{
    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(
        Account account, string canonicalEmail, string? passwordHash, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
            async statements =>
            {
                var created = await statements.ExecuteAsync(
                    """
                    INSERT INTO accounts
                        (id, email, canonical_email, email_verified, display_name, roles, status, epoch, session_epoch, password_hash, created_at)
                    VALUES
                        (@id, @email, @canonical_email, @email_verified, @display_name, @roles, @status, @epoch, @session_epoch, @password_hash, @created_at)
                    ON CONFLICT (canonical_email) DO NOTHING
                    """,
                    ("id", account.Id), ("email", account.Email), ("canonical_email", canonicalEmail), ("email_verified", account.EmailVerified),
                    ("display_name", account.DisplayName), ("roles", account.Roles), ("status", account.Status), ("epoch", account.Epoch),
                    ("session_epoch", account.SessionEpoch), ("password_hash", passwordHash), ("created_at", account.CreatedAt)) > 0;
                if (created)
                    await EventRows.AppendAsync(statements, reported);
                return created;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<Account?> FindAsync(Guid accountId, CancellationToken cancellationToken) =>
        database.ReadAsync(statements => AccountRows.FindAsync(statements, accountId), cancellationToken);

    /// <inheritdoc/>
    public Task<AccountCredentials?> FindByEmailAsync(string canonicalEmail, CancellationToken cancellationToken) => database.ReadAsync(
        statements => statements.FindAsync(
            $"SELECT {AccountRows.Columns}, a.password_hash FROM accounts a WHERE a.canonical_email = @canonical_email",
            row => new AccountCredentials(AccountRows.Read(row), row.TextOrNull(AccountRows.ColumnCount)),
            ("canonical_email", canonicalEmail)),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Account>> ListAsync(Account? after, int limit, CancellationToken cancellationToken) => await database.ReadAsync(
        statements => statements.ListAsync(
            $"""
            SELECT {AccountRows.Columns}
            FROM accounts a
            WHERE (a.created_at, a.id) > (@created_at, @id)
            ORDER BY a.created_at, a.id
            LIMIT @limit
            """,
            row => AccountRows.Read(row),
            ("created_at", after?.CreatedAt ?? DateTimeOffset.MinValue), ("id", after?.Id ?? Guid.Empty), ("limit", limit)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryRehashAsync(
        Guid accountId, string expected, string replacement, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
            async statements =>
            {
                var replaced = await statements.ExecuteAsync(
                    "UPDATE accounts SET password_hash = @replacement WHERE id = @id AND password_hash = @expected",
                    ("replacement", replacement), ("id", accountId), ("expected", expected)) > 0;
                if (replaced)
                    await EventRows.AppendAsync(statements, reported);
                return replaced;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<long?> TryReplacePasswordAsync(
        PasswordReplacement replacement, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync<long?>(
            async statements =>
            {
                if (await AccountRows.HoldAsync(statements, replacement.AccountId) is not { } account)
                    return null;
                if (!await AccountRows.SetPasswordAsync(statements, replacement))
                    return null;
                var epoch = await AccountRows.EndSessionsAsync(statements, account, reported.At, replacement.Kept);
                await SignInRows.ForgetAsync(statements, replacement.Settled);
                await RevocationRows.AppendAccountAsync(statements, reported.At, account.Id, epoch);
                await EventRows.AppendAsync(statements, reported);
                return epoch;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SetStatusAsync(Guid accountId, AccountStatus status, SecurityEvent reported, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async statements =>
            {
                if (await AccountRows.HoldAsync(statements, accountId) is not { } account)
                    return false;
                if (account.Status == status)
                    return true;
                await AccountRows.SetStatusAsync(statements, accountId, status);
                if (status == AccountStatus.Disabled)
                {
                    var epoch = await AccountRows.EndSessionsAsync(statements, account, reported.At);
                    await RevocationRows.AppendAccountAsync(statements, reported.At, accountId, epoch);
                }

                await EventRows.AppendAsync(statements, reported);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SetRolesAsync(
        Guid accountId, IReadOnlyList<string> roles, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
            async statements =>
            {
                if (await AccountRows.HoldAsync(statements, accountId) is not { } account)
                    return false;
                await AccountRows.SetRolesAsync(statements, accountId, roles);
                var epoch = await AccountRows.RaiseEpochAsync(statements, account, reported.At);
                await RevocationRows.AppendAccountAsync(statements, reported.At, accountId, epoch);
                await EventRows.AppendAsync(statements, reported);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> PasswordAlgorithmsAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        statements => statements.ListAsync(
            """SELECT DISTINCT split_part(password_hash, '$', 2) COLLATE "C" AS algorithm FROM accounts WHERE password_hash LIKE '$%$%' ORDER BY algorithm""",
            row => row.GetString(0)),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> PasswordSamplesAsync(CancellationToken cancellationToken) => await database.ReadAsync(
        statements => statements.ListAsync(
            """
            SELECT min(password_hash COLLATE "C")
            FROM accounts
            WHERE password_hash LIKE '$%$%'
            GROUP BY split_part(password_hash, '$', 2), split_part(password_hash, '$', 3),
                     CASE WHEN password_hash LIKE '$argon2%' THEN split_part(password_hash, '$', 4) END
            """,
            row => row.GetString(0)),
        cancellationToken);
}
