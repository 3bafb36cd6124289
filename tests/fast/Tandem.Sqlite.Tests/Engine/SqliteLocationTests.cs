using Microsoft.Extensions.DependencyInjection;

using Tandem.Platform;
using Tandem.Sqlite.Engine;

namespace Tandem.Sqlite.Tests.Engine;

public sealed class SqliteLocationTests
{
    private static readonly string Folder = Path.Combine(Path.GetTempPath(), "installation");

    [Theory]
    [InlineData("", "tandem.db")]
    [InlineData("  ", "tandem.db")]
    [InlineData("Data Source=other.db", "other.db")]
    [InlineData("datasource=sub/other.db", "sub/other.db")]
    public void A_relative_path_is_relative_to_the_data_folder(string connectionString, string expected) =>
        Assert.Equal(Path.GetFullPath(expected, Folder), SqliteLocation.Resolve(new("sqlite", connectionString, Folder)).Path);

    [Fact]
    public void An_absolute_path_stays()
    {
        var path = Path.Combine(Path.GetTempPath(), "elsewhere", "other.db");
        Assert.Equal(path, SqliteLocation.Resolve(new("SQLite", $"Data Source={path}", Folder)).Path);
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=file:other.db?mode=memory")]
    [InlineData("Data Source=other.db;Mode=Memory")]
    [InlineData("Data Source=other.db;Cache=Shared")]
    [InlineData("Data Source=other.db;Mode=ReadOnly")]
    [InlineData("Data Source=")]
    [InlineData("Host=localhost;Username=tandem")]
    [InlineData("nonsense")]
    public void A_connection_string_that_does_not_name_a_file_alone_is_refused(string connectionString) =>
        Assert.Contains(
            "Data Source=tandem.db",
            Assert.Throws<StorageConfigurationException>(() => SqliteLocation.Resolve(new("sqlite", connectionString, Folder))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Another_provider_is_refused_with_the_one_to_register()
    {
        using var services = new ServiceCollection().AddSingleton(new StorageSettings("mysql", "", Folder)).AddTandemStorage()
            .BuildServiceProvider();

        var refused = Assert.Throws<StorageConfigurationException>(() => services.GetRequiredService<IStorageLifetime>());

        Assert.Contains("SQLite, and Tandem:Storage:Provider is 'mysql'", refused.Message, StringComparison.Ordinal);
    }
}
