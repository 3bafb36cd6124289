using System.Data.Common;

using Tandem.Accounts;
using Tandem.PostgreSql.Engine;

namespace Tandem.PostgreSql.Accounts;

/// <summary>Reads accounts, and statements on an account and its sessions together.</summary>
internal static class AccountRows
{
    /// <summary>The columns that <see cref="Read"/> expects, of the table alias <c>a</c>.</summary>
    public const string Columns = "a.id, a.email, a.email_verified, a.display_name, a.roles, a.status, a.epoch, a.created_at, a.session_epoch";

    public const int ColumnCount = 9;

    public static Account Read(DbDataReader row, int first = 0) => new()
    {
        Id = row.GetGuid(first),
        Email = row.GetString(first + 1),
        EmailVerified = row.GetBoolean(first + 2),
        DisplayName = row.TextOrNull(first + 3),
        Roles = row.Names(first + 4),
        Status = (AccountStatus)row.GetInt32(first + 5),
        Epoch = row.GetInt64(first + 6),
        CreatedAt = row.Time(first + 7),
        SessionEpoch = row.GetInt64(first + 8),
    };

    public static Task<Account?> FindAsync(Statements statements, Guid accountId) => statements.FindAsync(
        $"SELECT {Columns} FROM accounts a WHERE a.id = @id", row => Read(row), ("id", accountId));

    /// <summary>An account that nobody else changes until the transaction ends, or null.</summary>
    public static Task<Account?> HoldAsync(Statements statements, Guid accountId) => statements.FindAsync(
        $"SELECT {Columns} FROM accounts a WHERE a.id = @id FOR NO KEY UPDATE", row => Read(row), ("id", accountId));

    public static Task SetStatusAsync(Statements statements, Guid accountId, AccountStatus status) => statements.ExecuteAsync(
        "UPDATE accounts SET status = @status WHERE id = @id", ("status", status), ("id", accountId));

    public static Task SetRolesAsync(Statements statements, Guid accountId, IReadOnlyList<string> roles) => statements.ExecuteAsync(
        "UPDATE accounts SET roles = @roles WHERE id = @id", ("roles", roles), ("id", accountId));

    /// <summary>Replaces the password hash; with an expected one, only if it is still that.</summary>
    public static async Task<bool> SetPasswordAsync(Statements statements, PasswordReplacement replacement) => await statements.ExecuteAsync(
        "UPDATE accounts SET password_hash = @hash WHERE id = @id AND (@expected::text IS NULL OR password_hash = @expected)",
        ("hash", replacement.Hash), ("id", replacement.AccountId), ("expected", replacement.Expected)) > 0;

    /// <summary>Refuses every access token that was handed out before; sessions go on.</summary>
    /// <returns>The new epoch.</returns>
    public static async Task<long> RaiseEpochAsync(Statements statements, Account held, DateTimeOffset at)
    {
        var raised = held.NextEpoch(at);
        await statements.ExecuteAsync("UPDATE accounts SET epoch = @raised WHERE id = @id", ("raised", raised), ("id", held.Id));
        return raised;
    }

    /// <summary>
    /// Ends every session of the account, however many there are, but <paramref name="kept"/>, and refuses every access token that was
    /// handed out before. Sessions that are over by their lifetimes end as well: none may come back to life with the account.
    /// </summary>
    /// <returns>The new epoch.</returns>
    public static async Task<long> EndSessionsAsync(Statements statements, Account held, DateTimeOffset at, Guid? kept = null)
    {
        var raised = held.NextEpoch(at);
        await statements.ExecuteAsync(
            "UPDATE accounts SET epoch = @raised, session_epoch = @raised WHERE id = @id", ("raised", raised), ("id", held.Id));
        // One that ended before is not brought back.
        if (kept is { } sessionId)
        {
            await statements.ExecuteAsync(
                """
                UPDATE sessions SET session_epoch = @raised
                WHERE id = @session_id AND account_id = @id AND session_epoch = @former AND revoked_at IS NULL
                """,
                ("raised", raised), ("former", held.SessionEpoch), ("session_id", sessionId), ("id", held.Id));
        }

        return raised;
    }
}
