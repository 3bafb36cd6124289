using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Tandem.AspNetCore.CookieSessions;

namespace Tandem.AspNetCore.Tests.Hosting.Configuration;

/// <summary>A line that was forgotten stops the start with one sentence that names it, in every environment.</summary>
public sealed class ForgottenLineTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tandem-forgotten-");

    // In Development the container is checked when it is built, in Production at the first use.
    public static TheoryData<string> Environments => ["Development", "Production"];

    [Theory]
    [MemberData(nameof(Environments))]
    public Task Without_a_storage(string environment) => StopsAsync(environment, "builder.Services.AddTandemStorage()", builder => builder.AddTandem(), app =>
    {
        app.UseTandem();
        app.MapTandem();
    });

    [Theory]
    [MemberData(nameof(Environments))]
    public Task Without_a_storage_with_cookie_sessions(string environment) => StopsAsync(environment, "builder.Services.AddTandemStorage()", builder =>
    {
        builder.AddTandem();
        builder.Services.AddTandemSession();
    }, app => app.UseTandem());

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Without_its_stages(string environment)
    {
        await StopsAsync(environment, "app.UseTandem()", AddAll, app => app.MapTandem());

        // Nothing was begun.
        Assert.Empty(folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public Task Without_its_services(string environment) => StopsAsync(environment, "builder.AddTandem()", _ => { }, app => app.UseTandem());

    [Theory]
    [MemberData(nameof(Environments))]
    public Task Without_anything_but_its_endpoints(string environment) => StopsAsync(environment, "builder.AddTandem()", _ => { }, app => app.MapTandem());

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_all_of_them_it_starts_whichever_comes_first(bool storageFirst)
    {
        await using var app = Build("Development", storageFirst ? AddAll : builder =>
        {
            builder.Services.AddTandemStorage();
            builder.AddTandem();
        });
        app.UseTandem();

        await app.StartAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_startup_class_is_checked_too()
    {
        using var host = new HostBuilder().ConfigureWebHost(web => web
            .UseKestrel().UseUrls("http://127.0.0.1:0").ConfigureAppConfiguration(Configure)
            .ConfigureServices(services => services.AddTandem().AddTandemStorage())
            .Configure(app => app.UseRouting())).Build();

        var refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("app.UseTandem()", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private async Task StopsAsync(string environment, string line, Action<WebApplicationBuilder> add, Action<WebApplication> use)
    {
        var refused = await Assert.ThrowsAnyAsync<InvalidOperationException>(async () =>
        {
            await using var app = Build(environment, add);
            use(app);
            await app.StartAsync(TestContext.Current.CancellationToken);
        });

        Assert.Contains(line, refused.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(". ", refused.Message, StringComparison.Ordinal);
        Assert.Equal(refused.Message, refused.ToString());
    }

    private static void AddAll(WebApplicationBuilder builder)
    {
        builder.AddTandem();
        builder.Services.AddTandemStorage();
    }

    private WebApplication Build(string environment, Action<WebApplicationBuilder> add)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment, Args = ["--hostBuilder:reloadConfigOnChange=false"] });
        Configure(builder.Configuration);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder);
        return builder.Build();
    }

    private void Configure(IConfigurationBuilder configuration) => configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["Tandem:DataFolder"] = folder.FullName,
        ["Tandem:DrainDelay"] = "00:00:00",
    });
}
