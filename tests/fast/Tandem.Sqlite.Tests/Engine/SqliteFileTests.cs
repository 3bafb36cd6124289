using System.Runtime.Versioning;

using Microsoft.Data.Sqlite;

using Tandem.Platform;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Tests.Engine;

public sealed class SqliteFileTests : SqliteFileFixture
{
    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Folder_and_files_are_their_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        using var writer = File.OpenWriter();
        writer.Execute("CREATE TABLE t (id INTEGER)");

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            System.IO.File.GetUnixFileMode(Path.GetDirectoryName(File.Path)!));
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File.Path + suffix));
    }

    [Fact]
    public void Creating_again_leaves_the_content_alone()
    {
        using (var writer = File.OpenWriter())
            writer.Execute("CREATE TABLE t (id INTEGER)");
        File.Create();
        using var again = File.OpenWriter();
        Assert.Equal(0, again.Execute("DELETE FROM t"));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        var inside = new SqliteFile(Path.Combine(File.Path, "folder", "tandem.db"), checkpoints: true);
        Assert.Contains(File.Path, Assert.Throws<StorageUnavailableException>(inside.Create).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_writer_is_durable_keeps_references_and_erases()
    {
        using var writer = File.OpenWriter();
        Assert.Equal("wal", Pragma(writer, "journal_mode"));
        Assert.Equal("2", Pragma(writer, "synchronous"));
        Assert.Equal("1", Pragma(writer, "fullfsync"));
        Assert.Equal("1", Pragma(writer, "foreign_keys"));
        Assert.Equal("0", Pragma(writer, "wal_autocheckpoint"));
        Assert.Equal("2048", Pragma(writer, "page_size"));
        Assert.Equal("1", Pragma(writer, "secure_delete"));
        Assert.Equal("1", Pragma(writer, "recursive_triggers"));
        Assert.Equal("0", Pragma(writer, "trusted_schema"));
        Assert.Contains("no such column", Assert.Throws<SqliteException>(() => writer.Execute("SELECT \"a text\"")).Message, StringComparison.Ordinal);
        Assert.Equal("5000", Pragma(writer, "busy_timeout"));
    }

    [Fact]
    public void A_writer_beside_a_server_does_not_checkpoint()
    {
        using var writer = new SqliteFile(File.Path, checkpoints: false).OpenWriter();
        Assert.Equal("0", Pragma(writer, "wal_autocheckpoint"));
        Assert.Equal("2", Pragma(writer, "synchronous"));
    }

    [Fact]
    public void A_reader_neither_writes_nor_checkpoints()
    {
        using var writer = File.OpenWriter();
        writer.Execute("CREATE TABLE t (id INTEGER)");
        using var reader = File.OpenReader();

        Assert.Equal("0", Pragma(reader, "wal_autocheckpoint"));
        Assert.Equal(8, Assert.Throws<SqliteException>(() => reader.Execute("INSERT INTO t VALUES (1)")).SqliteErrorCode);
    }

    private static string Pragma(PreparedConnection connection, string name) =>
        connection.List($"PRAGMA {name}", row => row.GetString(0)).Single();
}
