using Tandem.Accounts;
using Tandem.SecurityEvents;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Lockout;
using Tandem.Sqlite.Revocation;
using Tandem.Sqlite.SecurityEvents;

namespace Tandem.Sqlite.Accounts;

/// <inheritdoc/>
internal sealed class SqliteAccountStore(SqliteDatabase database) : IAccountStore
{
    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(
        Account account, string canonicalEmail, string? passwordHash, SecurityEvent reported, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                var created = connection.Execute(
                    """
                    INSERT INTO accounts
                        (id, email, canonical_email, email_verified, display_name, roles, status, epoch, session_epoch, password_hash,
                         created_at)
                    VALUES
                        (@id, @email, @canonical_email, @email_verified, @display_name, @roles, @status, @epoch, @session_epoch,
                         @password_hash, @created_at)
                    ON CONFLICT (canonical_email) DO NOTHING
                    """,
                    ("@id", account.Id), ("@email", account.Email), ("@canonical_email", canonicalEmail),
                    ("@email_verified", account.EmailVerified), ("@display_name", account.DisplayName), ("@roles", account.Roles),
                    ("@status", account.Status), ("@epoch", account.Epoch), ("@session_epoch", account.SessionEpoch),
                    ("@password_hash", passwordHash), ("@created_at", account.CreatedAt)) > 0;
                if (created)
                    EventRows.Append(connection, reported);
                return created;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<Account?> FindAsync(Guid accountId, CancellationToken cancellationToken) =>
        database.ReadAsync(connection => AccountRows.Find(connection, accountId), cancellationToken);

    /// <inheritdoc/>
    public Task<AccountCredentials?> FindByEmailAsync(string canonicalEmail, CancellationToken cancellationToken) => database.ReadAsync(
        connection => connection.Find(
            $"SELECT {AccountRows.Columns}, a.password_hash FROM accounts a WHERE a.canonical_email = @canonical_email",
            row => new AccountCredentials(AccountRows.Read(row), row.TextOrNull(AccountRows.ColumnCount)),
            ("@canonical_email", canonicalEmail)),
        cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Account>> ListAsync(Account? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Account>>(
            connection => connection.List(
                $"""
                SELECT {AccountRows.Columns}
                FROM accounts a
                WHERE (a.created_at, a.id) > (@created_at, @id)
                ORDER BY a.created_at, a.id
                LIMIT @limit
                """,
                row => AccountRows.Read(row),
                ("@created_at", after?.CreatedAt ?? DateTimeOffset.MinValue), ("@id", after?.Id ?? Guid.Empty), ("@limit", limit)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> TryRehashAsync(
        Guid accountId, string expected, string replacement, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
            connection =>
            {
                var replaced = connection.Execute(
                    "UPDATE accounts SET password_hash = @replacement WHERE id = @id AND password_hash = @expected",
                    ("@replacement", replacement), ("@id", accountId), ("@expected", expected)) > 0;
                if (replaced)
                    EventRows.Append(connection, reported);
                return replaced;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<long?> TryReplacePasswordAsync(
        PasswordReplacement replacement, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync<long?>(
            connection =>
            {
                if (AccountRows.Find(connection, replacement.AccountId) is not { } account)
                    return null;
                if (!AccountRows.SetPassword(connection, replacement))
                    return null;
                var epoch = AccountRows.EndSessions(connection, account, reported.At, replacement.Kept);
                RevocationRows.AppendAccount(connection, reported.At, account.Id, epoch);
                SignInRows.Forget(connection, replacement.Settled);
                EventRows.Append(connection, reported);
                return epoch;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SetStatusAsync(Guid accountId, AccountStatus status, SecurityEvent reported, CancellationToken cancellationToken) =>
        database.WriteAsync(
            connection =>
            {
                if (AccountRows.Find(connection, accountId) is not { } account)
                    return false;
                if (account.Status == status)
                    return true;
                AccountRows.SetStatus(connection, accountId, status);
                if (status == AccountStatus.Disabled)
                    RevocationRows.AppendAccount(connection, reported.At, accountId, AccountRows.EndSessions(connection, account, reported.At));
                EventRows.Append(connection, reported);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<bool> SetRolesAsync(
        Guid accountId, IReadOnlyList<string> roles, SecurityEvent reported, CancellationToken cancellationToken) => database.WriteAsync(
            connection =>
            {
                if (AccountRows.Find(connection, accountId) is not { } account)
                    return false;
                AccountRows.SetRoles(connection, accountId, roles);
                RevocationRows.AppendAccount(connection, reported.At, accountId, AccountRows.RaiseEpoch(connection, account, reported.At));
                EventRows.Append(connection, reported);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> PasswordAlgorithmsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(
            connection => connection.List(
                """
                SELECT DISTINCT substr(password_hash, 2, instr(substr(password_hash, 2), '$') - 1)
                FROM accounts
                WHERE password_hash LIKE '$%$%'
                ORDER BY 1
                """,
                row => row.GetString(0)),
            cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> PasswordSamplesAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(
            connection => connection.List(
                """
                WITH
                    one AS (SELECT password_hash AS hash, 1 + instr(substr(password_hash, 2), '$') AS at FROM accounts WHERE password_hash LIKE '$%$%'),
                    two AS (SELECT hash, at + instr(substr(hash, at + 1), '$') AS at FROM one),
                    three AS (SELECT hash, at, at + instr(substr(hash, at + 1), '$') AS next FROM two)
                SELECT min(hash)
                FROM three
                GROUP BY substr(hash, 1, CASE WHEN hash LIKE '$argon2%' THEN next ELSE at END)
                """,
                row => row.GetString(0)),
            cancellationToken);
}
