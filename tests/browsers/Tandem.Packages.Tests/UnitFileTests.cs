using System.Text.RegularExpressions;

using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests;

/// <summary>The systemd unit of <c>docs/guides/deployment.md</c>, judged by systemd.</summary>
public sealed partial class UnitFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Systemd_has_nothing_to_say_against_the_unit_of_the_guide()
    {
        var unit = Unit().Match(await File.ReadAllTextAsync(Repository.PathOf("docs", "guides", "deployment.md"), TestContext.Current.CancellationToken)).Groups["text"].Value;
        Assert.Contains("ExecStart=/opt/tandem/Tandem.Server ", unit, StringComparison.Ordinal);
        // It has to be there; the tests install nothing in /opt.
        folder.Write("tandem.service", unit.Replace("/opt/tandem/Tandem.Server ", "/bin/sh ", StringComparison.Ordinal));

        var verified = await RunningProgram.RunAsync(new("systemd-analyze", ["verify", "--man=no", folder.File("tandem.service")], folder.Path));

        // A key that it does not know is no error to systemd, and is ignored.
        Assert.Equal("", verified.Error);
        Assert.Equal(0, verified.ExitCode);
    }

    [GeneratedRegex(@"^```ini\n(?<text>\[Unit\]\n.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Unit();
}
