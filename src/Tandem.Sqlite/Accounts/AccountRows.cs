using Microsoft.Data.Sqlite;

using Tandem.Accounts;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Accounts;

/// <summary>Reads accounts, and statements on an account and its sessions together.</summary>
internal static class AccountRows
{
    /// <summary>The columns that <see cref="Read"/> expects, of the table alias <c>a</c>.</summary>
    public const string Columns = "a.id, a.email, a.email_verified, a.display_name, a.roles, a.status, a.epoch, a.created_at, a.session_epoch";

    public const int ColumnCount = 9;

    public static Account Read(SqliteDataReader row, int first = 0) => new()
    {
        Id = row.Identifier(first),
        Email = row.GetString(first + 1),
        EmailVerified = row.Flag(first + 2),
        DisplayName = row.TextOrNull(first + 3),
        Roles = row.Names(first + 4),
        Status = (AccountStatus)row.GetInt32(first + 5),
        Epoch = row.GetInt64(first + 6),
        CreatedAt = row.Time(first + 7),
        SessionEpoch = row.GetInt64(first + 8),
    };

    public static Account? Find(PreparedConnection connection, Guid accountId) => connection.Find(
        $"SELECT {Columns} FROM accounts a WHERE a.id = @id", row => Read(row), ("@id", accountId));

    public static void SetStatus(PreparedConnection connection, Guid accountId, AccountStatus status) => connection.Execute(
        "UPDATE accounts SET status = @status WHERE id = @id", ("@status", status), ("@id", accountId));

    public static void SetRoles(PreparedConnection connection, Guid accountId, IReadOnlyList<string> roles) => connection.Execute(
        "UPDATE accounts SET roles = @roles WHERE id = @id", ("@roles", roles), ("@id", accountId));

    /// <summary>Replaces the password hash; with an expected one, only if it is still that.</summary>
    public static bool SetPassword(PreparedConnection connection, PasswordReplacement replacement) => connection.Execute(
        """
        UPDATE accounts SET password_hash = @hash
        WHERE id = @id AND (@expected IS NULL OR password_hash = @expected)
        """,
        ("@hash", replacement.Hash), ("@id", replacement.AccountId), ("@expected", replacement.Expected)) > 0;

    /// <summary>Refuses every access token that was handed out before; sessions go on.</summary>
    /// <returns>The new epoch.</returns>
    public static long RaiseEpoch(PreparedConnection connection, Account account, DateTimeOffset at)
    {
        var raised = account.NextEpoch(at);
        connection.Execute("UPDATE accounts SET epoch = @raised WHERE id = @id", ("@raised", raised), ("@id", account.Id));
        return raised;
    }

    /// <summary>
    /// Ends every session of the account, however many there are, but <paramref name="kept"/>, and refuses every access token that was
    /// handed out before. Sessions that are over by their lifetimes end as well: none may come back to life with the account.
    /// </summary>
    /// <returns>The new epoch.</returns>
    public static long EndSessions(PreparedConnection connection, Account account, DateTimeOffset at, Guid? kept = null)
    {
        var raised = account.NextEpoch(at);
        connection.Execute("UPDATE accounts SET epoch = @raised, session_epoch = @raised WHERE id = @id", ("@raised", raised), ("@id", account.Id));
        if (kept is not null)
            Keep(connection, account, raised, kept.Value);
        return raised;
    }

    // One that ended before is not brought back.
    private static void Keep(PreparedConnection connection, Account account, long raised, Guid sessionId) => connection.Execute(
        """
        UPDATE sessions SET session_epoch = @raised
        WHERE id = @session_id AND account_number = (SELECT number FROM accounts WHERE id = @id) AND session_epoch = @former
          AND revoked_at IS NULL
        """,
        ("@raised", raised), ("@former", account.SessionEpoch), ("@session_id", sessionId), ("@id", account.Id));
}
