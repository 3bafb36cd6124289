using System.Net;

namespace Tandem.Server.Tests.Serving;

public sealed class FirstStartTests(ServedInstallation served) : IClassFixture<ServedInstallation>
{
    [Fact]
    public void It_says_where_it_serves_and_from_which_folder_on_standard_output() =>
        Assert.Equal($"Tandem serves {served.Server.Url.GetLeftPart(UriPartial.Authority)} with data in {served.Installation.Data}. Ctrl+C stops it.\n", served.Server.Program.Output);

    [Theory]
    [InlineData("/readyz")]
    [InlineData("/healthz")]
    [InlineData("/.well-known/jwks.json")]
    public async Task What_it_says_is_true(string path) => Assert.Equal(HttpStatusCode.OK, await served.Server.StatusAsync(path));

    [Theory]
    [InlineData("tandem.db")]
    [InlineData("tandem.db-wal")]
    [InlineData("master.key")]
    [InlineData("server.lock")]
    [InlineData(".gitignore")]
    public void Its_files_are_its_owners_alone(string name) =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(served.Installation.DataFile(name)));

    [Fact]
    public void Its_folder_is_its_owners_alone() =>
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(served.Installation.Data));

    [Fact]
    public void Its_folder_holds_nothing_else() => Assert.Equal(
        [".gitignore", "master.key", "server.lock", "tandem.db", "tandem.db-shm", "tandem.db-wal"],
        Directory.EnumerateFileSystemEntries(served.Installation.Data).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void It_writes_nowhere_else() =>
        Assert.Equal([served.Installation.Data], Directory.EnumerateFileSystemEntries(served.Installation.WorkingFolder));

    [Fact]
    public void The_master_key_is_a_random_key_of_32_bytes()
    {
        var key = File.ReadLines(served.Installation.DataFile("master.key")).Single(line => !line.StartsWith('#'));
        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.True(Convert.FromBase64String(key).Distinct().Count() > 16);
    }
}
