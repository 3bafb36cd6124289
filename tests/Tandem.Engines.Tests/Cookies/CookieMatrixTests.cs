using Tandem.Processes.Testing;

namespace Tandem.Engines.Tests.Cookies;

/// <summary>Every kind of cookie, from every place of a page, by every way of calling: in engines as people use them.</summary>
public sealed class CookieMatrixTests
{
    public static TheoryData<EngineProfile> Profiles { get; } = [.. EngineProfile.All];

    [Theory, MemberData(nameof(Profiles))]
    public async Task An_engine_still_does_what_was_measured(EngineProfile profile)
    {
        var measured = await CookieMeasurements.OfAsync(profile);
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1")
            return;

        var page = (await File.ReadAllTextAsync(Repository.PathOf(MeasurementPage.File), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
        var table = MeasurementPage.Table(measured);
        Assert.True(page.Contains($", {profile.Settings}\n\n{table}", StringComparison.Ordinal), $"{measured.Version} did:\n{table}\nRun with TANDEM_UPDATE=1 when that is so.");
    }

    [Fact]
    public async Task The_measurements_can_be_read()
    {
        var all = new List<EngineMeasurement>();
        foreach (var profile in EngineProfile.All)
            all.Add(await CookieMeasurements.OfAsync(profile));
        var page = MeasurementPage.Write(all);
        var path = Repository.PathOf(MeasurementPage.File);
        if (Environment.GetEnvironmentVariable("TANDEM_UPDATE") == "1")
            await File.WriteAllTextAsync(path, page, TestContext.Current.CancellationToken);

        // Versions change with the machine; the tables have a test each.
        Assert.Equal(Text(page), Text((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n")));
    }

    private static IEnumerable<string> Text(string page) => page.Split('\n').Where(line => line is not ['|' or '#', ..]);
}
