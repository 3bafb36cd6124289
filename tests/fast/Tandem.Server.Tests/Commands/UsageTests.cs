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
    public async Task What_is_not_known_is_refused_with_a_hint(string hint, params string[] words) => await RefusedAsync(hint, words);

    [Theory]
    [InlineData("--email needs a value, and --role is an option.", "users", "create", "--email", "--role", "admin", "--password-stdin")]
    [InlineData("--name needs a value, and --verified is an option.", "users", "create", "--email", "ada@example.com", "--name", "--verified", "--password-stdin")]
    [InlineData("--data needs a value, and --format is an option.", "users", "list", "--data", "--format", "json")]
    [InlineData("--urls needs a value, and --data is an option.", "serve", "--urls", "--data", "here")]
    public async Task An_option_is_not_the_value_of_another(string fault, params string[] words) => await RefusedAsync(fault, words);

    [Theory]
    [InlineData("file needs a value, and it is empty.", "backup", "")]
    [InlineData("file needs a value, and it is empty.", "restore", "")]
    [InlineData("kid needs a value, and it is empty.", "keys", "revoke", "")]
    [InlineData("--api needs a value, and it is empty.", "doctor", "--frontend", "https://crm.example.com", "--api", "")]
    [InlineData("--frontend needs a value, and --api is an option.", "doctor", "--frontend=", "--api", "https://api.example.com")]
    public async Task An_empty_word_is_not_a_value_that_must_be_given(string fault, params string[] words) => await RefusedAsync(fault, words);

    [Theory]
    [InlineData("'@words.txt' is not known here.", "users", "@words.txt")]
    [InlineData("--email needs an address", "users", "create", "--email", "@words.txt", "--password-stdin")]
    public async Task A_word_with_an_at_sign_is_not_the_name_of_a_file_with_words(string fault, params string[] words)
    {
        tandem.Write("words.txt", "list");
        var end = await tandem.RunBareAsync(words);
        Assert.Equal(2, end.ExitCode);
        Assert.Contains(fault, end.Error, StringComparison.Ordinal);
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

    private async Task RefusedAsync(string fault, string[] words)
    {
        var end = await tandem.RunBareAsync(words);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(fault, end.Error, StringComparison.Ordinal);
        Assert.Contains("--help", end.Error, StringComparison.Ordinal);
        Assert.Empty(end.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(tandem.WorkingFolder));
    }
}
