using System.Diagnostics;

namespace Tandem.AspNetCore.Tests.Hosting.Operations;

/// <summary>The master key is not one <c>git add</c> away.</summary>
public sealed class DataFolderTests
{
    [Fact]
    public async Task Git_sees_nothing_of_the_data_folder()
    {
        var repository = Directory.CreateTempSubdirectory("tandem-repository-").FullName;
        try
        {
            await GitAsync(repository, "init", "--quiet");
            var data = Path.Combine(repository, "tandem-data");
            await using (await StartAsync(data))
                Assert.True(File.Exists(Path.Combine(data, "master.key")));

            Assert.Equal("*", (await File.ReadAllTextAsync(Path.Combine(data, ".gitignore"), TestContext.Current.CancellationToken)).Trim());
            await GitAsync(repository, "add", "--all");
            Assert.Equal("", await GitAsync(repository, "status", "--porcelain", "--untracked-files=all"));
        }
        finally
        {
            Directory.Delete(repository, recursive: true);
        }
    }

    [Fact]
    public async Task A_folder_from_before_gets_it_when_it_is_opened_again()
    {
        await using var host = await TandemHost.StartAsync();
        await host.StopAsync();
        File.Delete(Path.Combine(host.Folder, ".gitignore"));

        await host.StartAgainAsync();

        Assert.True(File.Exists(Path.Combine(host.Folder, ".gitignore")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("!master.key\n")]
    public async Task One_that_is_there_stays_as_it_is(string content)
    {
        await using var host = await TandemHost.StartAsync();
        await host.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(host.Folder, ".gitignore"), content, TestContext.Current.CancellationToken);

        await host.StartAgainAsync();

        Assert.Equal(content, await File.ReadAllTextAsync(Path.Combine(host.Folder, ".gitignore"), TestContext.Current.CancellationToken));
    }

    // It would hide everything that is there from git.
    [Fact]
    public async Task The_root_of_a_repository_gets_none()
    {
        await using var host = await TandemHost.StartAsync();
        await host.StopAsync();
        File.Delete(Path.Combine(host.Folder, ".gitignore"));
        Directory.CreateDirectory(Path.Combine(host.Folder, ".git"));

        await host.StartAgainAsync();

        Assert.False(File.Exists(Path.Combine(host.Folder, ".gitignore")));
    }

    private static Task<TandemHost> StartAsync(string data) => TandemHost.StartAsync(("DataFolder", data));

    private static async Task<string> GitAsync(string folder, params IReadOnlyList<string> arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var output = await git.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await git.WaitForExitAsync(TestContext.Current.CancellationToken);
        return git.ExitCode == 0 ? output : throw new InvalidOperationException($"git ended with {git.ExitCode}.");
    }
}
