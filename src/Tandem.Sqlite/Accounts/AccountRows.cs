using Microsoft.Data.Sqlite;

using Tandem.Accounts;
using Tandem.Sessions;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Accounts;

/// <summary>Reads accounts, and statements on an account and its sessions together.</summary>
internal static class AccountRows
{
    /// <summary>The columns that <see cref="Read"/> expects, of the table alias <c>a</c>.</summary>
    public const string Columns = "a.id, a.email, a.email_verified, a.display_name, a.roles, a.status, a.epoch, a.created_at";

    public const int ColumnCount = 8;

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
    };

    public static Account? Find(PreparedConnection connection, Guid accountId) => connection.Find(
        $"SELECT {Columns} FROM accounts a WHERE a.id = @id", row => Read(row), ("@id", accountId));

    public static void SetStatus(PreparedConnection connection, Guid accountId, AccountStatus status, long epoch) => connection.Execute(
        "UPDATE accounts SET status = @status, epoch = @epoch WHERE id = @id",
        ("@status", status), ("@epoch", epoch), ("@id", accountId));

    public static void SetRoles(PreparedConnection connection, Guid accountId, IReadOnlyList<string> roles, long epoch) =>
        connection.Execute(
            "UPDATE accounts SET roles = @roles, epoch = @epoch WHERE id = @id",
            ("@roles", roles), ("@epoch", epoch), ("@id", accountId));

    /// <summary>Replaces the password hash; with an expected one, only if it is still that.</summary>
    public static bool SetPassword(PreparedConnection connection, PasswordReplacement replacement, long epoch) => connection.Execute(
        """
        UPDATE accounts SET password_hash = @hash, epoch = @epoch
        WHERE id = @id AND (@expected IS NULL OR password_hash = @expected)
        """,
        ("@hash", replacement.Hash), ("@epoch", epoch), ("@id", replacement.AccountId), ("@expected", replacement.Expected)) > 0;

    /// <summary>
    /// Ends every session that has not been revoked, expired or not, but <paramref name="kept"/>: none may come back to life with the
    /// account.
    /// </summary>
    public static void RevokeSessions(
        PreparedConnection connection, Guid accountId, SessionEnd reason, DateTimeOffset at, Guid? kept = null) => connection.Execute(
        """
        UPDATE sessions SET revoked_at = @at, revoke_reason = @reason
        WHERE account_number = (SELECT number FROM accounts WHERE id = @id) AND revoked_at IS NULL AND (@kept IS NULL OR id <> @kept)
        """,
        ("@at", at), ("@reason", reason), ("@id", accountId), ("@kept", kept));

    /// <summary>Carries sessions over to a new epoch; those an earlier epoch left behind stay there.</summary>
    public static void CarrySessions(PreparedConnection connection, Guid accountId, long from, long to) => connection.Execute(
        """
        UPDATE sessions SET account_epoch = @to
        WHERE account_number = (SELECT number FROM accounts WHERE id = @id) AND account_epoch = @from AND revoked_at IS NULL
        """,
        ("@to", to), ("@from", from), ("@id", accountId));
}
