using System.Security.Cryptography;

using Tandem.Processes.Testing;

namespace Tandem.Server.Tests.Serving;

/// <summary>A master key that is missing, foreign or open to others stops the server and every command that would need it.</summary>
public sealed class MasterKeyRefusalTests : IAsyncLifetime
{
    private readonly TestInstallation tandem = new();

    private string KeyFile => tandem.DataFile("master.key");

    public async ValueTask InitializeAsync() => await tandem.CreateUserAsync("ada@example.com");

    public ValueTask DisposeAsync()
    {
        tandem.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_missing_key_is_not_made_anew()
    {
        var kept = File.ReadAllText(KeyFile);
        File.Delete(KeyFile);

        await RefuseAsync($"{KeyFile}: the master key cannot be read", "The file must exist, and belong to the user the server runs as.");
        Assert.False(File.Exists(KeyFile));

        File.WriteAllText(KeyFile, kept);
        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await WorksAsync();
    }

    [Fact]
    public async Task Another_key_is_refused()
    {
        var kept = File.ReadAllText(KeyFile);
        File.WriteAllText(KeyFile, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

        await RefuseAsync("is not a master key this database was used with", "Restore the old key there; to replace it, put the new key first and keep the old one after it.");

        File.WriteAllText(KeyFile, kept);
        await WorksAsync();
    }

    [Fact]
    public async Task A_new_key_before_the_old_one_is_taken()
    {
        var kept = File.ReadAllText(KeyFile);
        File.WriteAllText(KeyFile, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n" + kept);

        await WorksAsync();
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    public async Task A_key_file_of_ones_own_that_others_may_open_is_closed_to_them_and_that_is_said(UnixFileMode open)
    {
        File.SetUnixFileMode(KeyFile, File.GetUnixFileMode(KeyFile) | open);

        var end = await tandem.RunAsync("users", "list");
        Assert.Equal(0, end.ExitCode);
        Assert.Contains($"Warning: {KeyFile}: others could read or change the master key", end.Error, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));

        Assert.Empty((await tandem.RunAsync("users", "list")).Error);
        await WorksAsync();
    }

    // As user 65534, where the tests run as root: the key is root's, mounted for a group or for everybody.
    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead, false)]
    public async Task A_mounted_secret_is_taken_where_a_group_of_ours_reads_it_and_refused_with_the_platforms_remedy_otherwise(UnixFileMode mode, bool taken)
    {
        var secret = tandem.DataFile("secret");
        File.Copy(KeyFile, secret);
        await AsRootAsync($"chmod 711 {tandem.WorkingFolder} && chown -R 65534:65534 {tandem.Data} && chown 0:65533 {secret}");
        File.SetUnixFileMode(secret, mode);

        var command = tandem.Command("users", "list", "--data", tandem.Data, $"--Tandem:MasterKeyFile={secret}");
        var end = await RunningProgram.RunAsync(command with
        {
            FileName = "setpriv",
            Arguments = ["--reuid=65534", "--regid=65534", "--groups=65533", command.FileName, .. command.Arguments],
        });

        Assert.True(end.ExitCode == (taken ? 0 : 1), end.ToString());
        if (!taken)
        {
            Assert.Contains("mode 0444, user 0, group 65533", end.Error, StringComparison.Ordinal);
            Assert.Contains("defaultMode: 0440 and set securityContext.fsGroup", end.Error, StringComparison.Ordinal);
            Assert.Contains("the owner 65534", end.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_of_the_wrong_length_is_refused_with_the_cure()
    {
        File.WriteAllText(KeyFile, "c2hvcnQ=");

        await RefuseAsync("entry 1 has 7 characters", "`openssl rand -base64 32`");
    }

    [Fact]
    public async Task A_key_in_the_environment_takes_the_place_of_the_file()
    {
        tandem.Environment["Tandem__MasterKey"] = File.ReadLines(KeyFile).Single(line => !line.StartsWith('#'));
        File.Delete(KeyFile);

        await WorksAsync();
    }

    // Skips where another user cannot be played.
    private async Task AsRootAsync(string commands)
    {
        Assert.SkipUnless(Environment.UserName == "root" && File.Exists("/usr/bin/setpriv"), "needs root and setpriv");
        (await RunningProgram.RunAsync(new ProgramStart("sh", ["-c", commands], tandem.WorkingFolder))).EnsureSuccess();
        var start = TandemCommand.Start(tandem.WorkingFolder);
        var reachable = await RunningProgram.RunAsync(
            new ProgramStart("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "test", "-r", start.Arguments is [var first, ..] ? first : start.FileName], tandem.WorkingFolder));
        Assert.SkipUnless(reachable.ExitCode == 0, "the program lies where other users cannot read it");
    }

    private async Task RefuseAsync(string cause, string cure)
    {
        foreach (var words in new string[][] { ["serve", "--urls", "http://127.0.0.1:0"], ["users", "list"] })
        {
            var end = await tandem.RunAsync(words);
            Assert.True(end.ExitCode == 1, end.ToString());
            Assert.Contains(cause, end.Error, StringComparison.Ordinal);
            Assert.Contains(cure, end.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
            Assert.Empty(end.Output);
        }
    }

    private async Task WorksAsync()
    {
        await using var server = await tandem.ServeAsync();
        await server.SignInAsync("ada@example.com");
    }
}
