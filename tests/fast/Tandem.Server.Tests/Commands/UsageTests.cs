namespace Tandem.Server.Tests.Commands;

public sealed class UsageTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Theory]
    [InlineData("Which command? There are: serve, users,")]
    [InlineData("'fly' is not known here. There are: serve, users,", "fly")]
    [InlineData("'user' is not known here. Did you mean users?", "user", "list")]
    [InlineData("Which command? There are: create, list, disable, enable, unlock, set-roles, set-password.", "users")]
    [InlineData("'lst' is not known here. Did you mean list?\nSee tandem users --help.", "users", "lst")]
    [InlineData("'--fromat' is not known here. Did you mean --format?\nSee tandem users list --help.", "users", "list", "--fromat", "json")]
    [InlineData("'--port' is not known here.", "serve", "--port", "5080")]
    [InlineData("'xml' not recognized", "users", "list", "--format", "xml")]
    [InlineData("A configuration key is written with its value: --Tandem:BasePath=VALUE", "serve", "--Tandem:BasePath", "/auth")]
    [InlineData("--urls: 'nowhere' is not a URL such as http://127.0.0.1:5080.", "serve", "--urls", "nowhere")]
    [InlineData("--urls: 'http://127.0.0.1:70000' is not a URL", "serve", "--urls", "http://127.0.0.1:70000")]
    [InlineData("--urls: 'http://127.0.0.1:5080/auth' has a path.", "serve", "--urls", "http://127.0.0.1:5080/auth")]
    [InlineData("--urls: 'ftp://127.0.0.1' is not a URL", "serve", "--urls", "http://127.0.0.1:0;ftp://127.0.0.1")]
    public async Task What_is_not_known_is_refused_with_a_hint(string hint, params string[] words)
    {
        var end = await tandem.RunBareAsync(words);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(hint, end.Error, StringComparison.Ordinal);
        Assert.Contains("--help", end.Error, StringComparison.Ordinal);
        Assert.Empty(end.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(tandem.WorkingFolder));
    }

    [Theory]
    [InlineData("tandem [command] [options]", "--help")]
    [InlineData("tandem users create [options]", "users", "create", "--help")]
    [InlineData("--data <DIR>", "serve", "--help")]
    [InlineData("--data <DIR>", "version", "-h")]
    public async Task Every_command_has_help(string says, params string[] words)
    {
        var end = await tandem.RunBareAsync(words);

        Assert.Equal(0, end.ExitCode);
        Assert.Contains(says, end.Output, StringComparison.Ordinal);
        Assert.Empty(end.Error);
    }
}
