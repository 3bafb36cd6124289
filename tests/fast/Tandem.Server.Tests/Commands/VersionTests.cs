namespace Tandem.Server.Tests.Commands;

public sealed class VersionTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task The_version_names_the_program_and_what_it_stands_on()
    {
        var end = await tandem.RunAsync("version");

        Assert.Equal(0, end.ExitCode);
        Assert.Empty(end.Error);
        Assert.Matches(
            @"^tandem \d+\.\d+\.\d+.*\nruntime \.NET 10\..*\nsqlite \d+\.\d+\.\d+\npasswords \S+\npublic suffixes \d{4}-\d\d-\d\d \(tldts \d+\.\d+\.\d+\)\n$",
            end.Output);
    }
}
