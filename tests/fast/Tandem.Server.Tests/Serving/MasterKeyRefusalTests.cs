using System.Security.Cryptography;

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
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    public async Task A_key_file_that_others_may_open_is_refused_with_the_cure(UnixFileMode open)
    {
        File.SetUnixFileMode(KeyFile, File.GetUnixFileMode(KeyFile) | open);

        await RefuseAsync("others than its owner may read or change the master key.", $"Run: chmod 600 {KeyFile}");

        File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await WorksAsync();
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
