using Tandem.Platform;
using Tandem.Storage.Sqlite;

namespace Tandem.Storage.Tests.Sqlite;

public sealed class SqliteLibraryTests
{
    [Fact]
    public void The_systems_library_is_loaded_once_and_tells_its_version()
    {
        Assert.Matches(@"^3\.\d+\.\d+", SqliteLibrary.Load());
        Assert.Same(SqliteLibrary.Load(), SqliteLibrary.Load());
    }

    [Theory]
    [InlineData("apt-get install libsqlite3-0")]
    [InlineData("apk add sqlite-libs")]
    [InlineData("dnf install sqlite-libs")]
    public void An_absent_library_is_told_with_the_command_that_installs_it(string command)
    {
        var missing = Assert.Throws<NativeLibraryMissingException>(() => SqliteLibrary.Open("libnone.so.0", "libnone.so"));
        Assert.Contains(command, missing.Message, StringComparison.Ordinal);
        Assert.Contains("SQLite", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_before_3_35_is_refused()
    {
        Assert.Contains(
            "SQLite 3.34.1 is too old",
            Assert.Throws<StorageConfigurationException>(() => SqliteLibrary.RequireVersion(3_034_001, "3.34.1")).Message,
            StringComparison.Ordinal);
        SqliteLibrary.RequireVersion(3_035_000, "3.35.0");
    }
}
