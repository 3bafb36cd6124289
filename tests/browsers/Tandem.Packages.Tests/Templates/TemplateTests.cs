using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

using Tandem.Packages.Tests.Walks;
using Tandem.Processes.Testing;

namespace Tandem.Packages.Tests.Templates;

/// <summary>Tandem added to what <c>dotnet new</c> makes, with the lines of the page and nothing else.</summary>
public sealed class TemplateTests(PackedPackages packages, TemplateTests.Cache cache) : IClassFixture<TemplateTests.Cache>
{
    /// <param name="template">A template.</param>
    /// <param name="page">A page of it that answers 200.</param>
    /// <param name="isAheadOfTime">Whether it is to be published ahead of time.</param>
    [Theory]
    [InlineData("webapi", "/weatherforecast", false)]
    [InlineData("webapiaot", "/todos", true)]
    public Task A_template_builds_without_a_warning_serves_its_page_and_signs_people_in(string template, string page, bool isAheadOfTime) =>
        TakesTandemAsync(template, page, isAheadOfTime);

    [Theory]
    [Trait("length", "long")]
    [InlineData("web", "/", true)]
    [InlineData("webapp", "/Privacy", false)]
    [InlineData("mvc", "/Home/Privacy", false)]
    [InlineData("blazor", "/counter", false)]
    public Task So_do_the_others(string template, string page, bool isAheadOfTime) => TakesTandemAsync(template, page, isAheadOfTime);

    private async Task TakesTandemAsync(string template, string page, bool isAheadOfTime)
    {
        await using var walk = new Walk(packages, cache.Packages.Path);
        await walk.TypeAsync($"{ShopPage.AddSource}dotnet new {template} -n Shop --no-restore\ncd Shop");
        if (isAheadOfTime)
            await MakeAheadOfTimeAsync(Path.Combine(walk.Folder, "Shop.csproj"));
        await walk.TypeAsync(ShopPage.AddPackages);
        var program = Path.Combine(walk.Folder, "Program.cs");
        await File.WriteAllTextAsync(program, ShopPage.AddTo(await File.ReadAllTextAsync(program, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);

        // NU1603 is a patch of the template's own packages that the registry at hand lacks.
        await walk.TypeAsync("dotnet build --no-restore -warnaserror -warnnotaserror:NU1603");
        await walk.RunAsync(ShopPage.Run.Port, ShopPage.Run.Text.TrimEnd() + " --no-build");

        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = walk.Url(5080) };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(page, TestContext.Current.CancellationToken)).StatusCode);
        using var refused = await http.PostAsJsonAsync("/api/auth/login", new { email = "ada@example.com", password = "correct horse battery staple" }, TestContext.Current.CancellationToken);
        var text = await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(refused.StatusCode == HttpStatusCode.Unauthorized, text);
        Assert.Equal("invalid_credentials", JsonDocument.Parse(text).RootElement.GetProperty("code").GetString());
        Assert.Contains("\"/api/auth/login\"", await http.GetStringAsync("/api/auth/openapi.json", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    // Its analyzers judge every call into the packages, and JSON without reflection is what the application runs with.
    private static async Task MakeAheadOfTimeAsync(string project)
    {
        var text = await File.ReadAllTextAsync(project, TestContext.Current.CancellationToken);
        if (!text.Contains("<PublishAot>", StringComparison.Ordinal))
            await File.WriteAllTextAsync(project, text.Replace("</PropertyGroup>", "<PublishAot>true</PublishAot></PropertyGroup>", StringComparison.Ordinal), TestContext.Current.CancellationToken);
    }

    /// <summary>Packages are unpacked once for all templates.</summary>
    public sealed class Cache : IDisposable
    {
        internal TemporaryFolder Packages { get; } = new();

        public void Dispose() => Packages.Dispose();
    }
}
