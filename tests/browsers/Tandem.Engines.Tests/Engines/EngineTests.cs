using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tandem.Engines.Tests.Engines;

/// <summary>The drivers, by a page that needs each of them.</summary>
public sealed class EngineTests : IAsyncLifetime
{
    private const string Host = "api.example.test";
    private const string Page = """
        <!doctype html><title>Page</title><body style="margin:0">
        <iframe src="https://app.other.test:PORT/framed" style="width:300px;height:100px;border:0"></iframe>
        <p><input id="name"><p style="margin-top:2000px"><a id="next" href="/next">next</a>
        """;
    private const string Framed = """<!doctype html><a target="_top" href="/out" style="display:block;height:100px">out</a>""";

    private readonly LabAuthority authority = new();
    private readonly LabServer server;
    private int requests;

    public EngineTests() => server = new(authority);

    public static TheoryData<EngineProfile> One { get; } = [EngineProfile.Chromium, EngineProfile.Firefox, EngineProfile.WebKit];

    public static TheoryData<EngineProfile> Verifying { get; } = [EngineProfile.Chromium, EngineProfile.Firefox];

    public async ValueTask InitializeAsync() => await server.StartAsync(app => app.Run(async context =>
    {
        Interlocked.Increment(ref requests);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.Append("Set-Cookie", "secret=1; Path=/; Secure; HttpOnly; SameSite=Lax");
        var page = context.Request.Path == "/framed" ? Framed : Page.Replace("PORT", $"{server.Url(Host).Port}", StringComparison.Ordinal);
        await context.Response.WriteAsync(page, context.RequestAborted);
    }));

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        authority.Dispose();
    }

    [Theory, MemberData(nameof(One))]
    public async Task An_engine_runs_scripts_clicks_types_and_shows_its_jar(EngineProfile profile)
    {
        await using var engine = await Engine.StartAsync(profile, authority);
        Assert.Matches(@"^(Chromium|Firefox|WebKitGTK) \d+\.\d+", engine.Version);
        var tab = await engine.OpenTabAsync();
        await tab.GoToAsync(server.Url(Host));

        var seen = await tab.RunAsync("return { status: (await fetch('/x', { method: 'POST' })).status, secure: isSecureContext, cookie: document.cookie }");
        Assert.Equal(200, seen.GetProperty("status").GetInt32());
        Assert.True(seen.GetProperty("secure").GetBoolean());
        Assert.Equal("", seen.GetProperty("cookie").GetString());
        var cookie = Assert.Single(await tab.CookiesAsync());
        Assert.Equal(("secret", "1", true, true), (cookie.Name, cookie.Value, cookie.HttpOnly, cookie.Secure));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await tab.PictureAsync())[..4]);

        await tab.ClickAsync("#name");
        await tab.TypeAsync("Zoë");
        await tab.UntilAsync("document.querySelector('#name').value === 'Zoë'");
        await tab.FollowAsync("#next", "location.pathname === '/next' && document.readyState === 'complete'");
        Assert.Equal(server.Url(Host, "/next"), await tab.AddressAsync());
        await tab.FollowAsync("iframe", "location.pathname === '/out' && location.hostname === 'app.other.test'");

        var other = await engine.OpenTabAsync();
        await other.GoToAsync(server.Url(Host, "/second"));
        Assert.Equal("/second", (await other.RunAsync("return location.pathname")).GetString());
        Assert.Equal("/out", (await tab.RunAsync("return location.pathname")).GetString());
        await other.CloseAsync();
        Assert.Equal("/out", (await tab.RunAsync("return location.pathname")).GetString());
    }

    [Theory, MemberData(nameof(One))]
    public async Task What_fails_in_a_page_fails_in_the_test(EngineProfile profile)
    {
        await using var engine = await Engine.StartAsync(profile, authority);
        var tab = await engine.OpenTabAsync();
        await tab.GoToAsync(server.Url(Host));

        Assert.Contains("on purpose", (await Assert.ThrowsAsync<EngineException>(() => tab.RunAsync("throw new Error('on purpose')"))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EngineException>(() => tab.ClickAsync("#nowhere"));
    }

    [Theory, MemberData(nameof(One))]
    public async Task A_killed_engine_leaves_no_process_and_no_file(EngineProfile profile)
    {
        await using var engine = await Engine.StartAsync(profile, authority);
        var tab = await engine.OpenTabAsync();
        await tab.GoToAsync(server.Url(Host));
        // A driver or a display, the browser, its network, the page.
        var processes = engine.Home.Processes();
        Assert.True(processes.Count > 3, $"{processes.Count} processes");

        await engine.KillAsync();

        Assert.Empty(engine.Home.Processes());
        Assert.All(processes, id => Assert.True(HasEnded(id), $"Process {id} runs."));
        await Assert.ThrowsAnyAsync<Exception>(() => tab.RunAsync("return 1"));
        await engine.DisposeAsync();
        Assert.False(Directory.Exists(engine.Home.Path));
    }

    [Theory, MemberData(nameof(One))]
    public async Task A_killed_engine_starts_again_in_its_home(EngineProfile profile)
    {
        using var home = new EngineHome();
        await using (var engine = await Engine.StartAsync(profile, authority, home))
        {
            await (await engine.OpenTabAsync()).GoToAsync(server.Url(Host));
            await engine.KillAsync();
        }

        await using var again = await Engine.StartAsync(profile, authority, home);
        var tab = await again.OpenTabAsync();
        await tab.GoToAsync(server.Url(Host));
        Assert.Equal("Page", (await tab.RunAsync("return document.title")).GetString());
    }

    // WebKitGTK is told to accept every certificate.
    [Theory, MemberData(nameof(Verifying))]
    public async Task An_authority_that_an_engine_was_not_told_of_is_not_trusted(EngineProfile profile)
    {
        using var stranger = new LabAuthority();
        await using var engine = await Engine.StartAsync(profile, stranger);
        var tab = await engine.OpenTabAsync();

        // Some say that it failed, some show a page of their own.
        await Record.ExceptionAsync(() => tab.GoToAsync(server.Url(Host)));

        Assert.Equal(0, requests);
    }

    // Whose parent has not asked how it ended is listed still (proc(5): Z and X).
    private static bool HasEnded(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[stat.LastIndexOf(')')..] is [_, _, 'Z' or 'X', ..];
        }
        catch (IOException)
        {
            return true;
        }
    }
}
