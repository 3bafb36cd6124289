using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

using Microsoft.Playwright;

using Tandem.Processes.Testing;

namespace Tandem.Browser.Tests.Snippets;

/// <summary>
/// Code of the guides that goes to the sign-in page when the session is over, word for word, on an application whose sign-in page loads the same
/// code: a cookie that is good for nothing any more must not reload the page for ever.
/// </summary>
public sealed partial class NavigationTests(NavigationTests.Application application) : IClassFixture<NavigationTests.Application>
{
    private const string Readme = "README.md";
    private const string Migration = "tests/snippets/migrate/start.ts";
    private const string FullStorage = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };";

    private const string SignInPage = "/login?reason=session_revoked";

    // A loop has some six loads a second.
    private const float LongEnough = 2_000;

    /// <summary>What a page of the application does with each file.</summary>
    private static readonly Dictionary<string, string> Pages = new()
    {
        [Readme] = "import '/code/README.md';",
        [Migration] = "import '/code/tests/snippets/migrate/start.ts';",
        ["tests/snippets/other-http-clients/axios-auth-refresh.js"] = "import { api } from '/code/tests/snippets/other-http-clients/axios-auth-refresh.js'; api.get('/api/orders').catch(() => {});",
        ["tests/snippets/other-http-clients/ky.js"] = "import { api } from '/code/tests/snippets/other-http-clients/ky.js'; api.get('/api/orders').catch(() => {});",
    };

    private static readonly ConcurrentDictionary<string, Task<string>> Code = new();

    private static readonly bool[] Both = [false, true];

    private static readonly string[] Kinds = ["*.ts", "*.tsx", "*.js"];

    private static int leavers;

    private readonly ConcurrentQueue<string> loads = new();

    public static TheoryData<string, bool> Files =>
        [.. Pages.Keys.SelectMany(file => Both, (file, isFull) => new TheoryDataRow<string, bool>(file, isFull))];

    [Fact]
    public async Task Every_file_that_goes_to_a_sign_in_page_is_played_here()
    {
        var files = Kinds
            .SelectMany(pattern => Directory.EnumerateFiles(Repository.PathOf("tests", "snippets"), pattern, SearchOption.AllDirectories))
            .Concat(Directory.EnumerateFiles(Repository.Root, "*.md").Concat(Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)))
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'));
        var found = new List<string>();
        foreach (var file in files)
        {
            var text = await File.ReadAllTextAsync(Repository.PathOf(file), TestContext.Current.CancellationToken);
            // A page shows files, which are played as such.
            if (GoesToSignIn().IsMatch(file.EndsWith(".md", StringComparison.Ordinal) ? ShownFile().Replace(text, "") : text))
                found.Add(file);
        }

        Assert.Equal(Pages.Keys.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_dead_cookie_leads_to_the_sign_in_page_once(string file, bool storageIsFull)
    {
        await using var context = await WithDeadCookieAsync(Pages[file], storageIsFull);
        var page = await context.NewPageAsync();
        await VisitAsync(page, leads: true);
        Assert.Equal(["/app", SignInPage], loads);

        // The client tells an end once, where it can keep that; the others have no memory.
        loads.Clear();
        var remembers = file is Readme or Migration && !storageIsFull;
        await VisitAsync(page, leads: !remembers);
        Assert.Equal(remembers ? ["/app"] : ["/app", SignInPage], loads);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nor_does_it_loop_where_the_client_is_started_before_anybody_listens(bool storageIsFull)
    {
        var code = await File.ReadAllTextAsync(Repository.PathOf(Migration), TestContext.Current.CancellationToken);
        const string start = "await auth.start();\n";
        Assert.EndsWith(start, code, StringComparison.Ordinal);
        var import = code[..(code.IndexOf('\n', StringComparison.Ordinal) + 1)];
        var startedFirst = import.Replace("./after.js", "/code/tests/snippets/migrate/after.js", StringComparison.Ordinal) + start + code[import.Length..^start.Length];

        await using var context = await WithDeadCookieAsync(await JavaScriptAsync(startedFirst), storageIsFull);
        await VisitAsync(await context.NewPageAsync(), leads: false);

        Assert.True(loads.Count <= 2, string.Join(' ', loads));
    }

    /// <summary>Somebody's browser with the cookie of a session that the server has ended, and an application of which every page runs the code.</summary>
    private async Task<IBrowserContext> WithDeadCookieAsync(string code, bool storageIsFull)
    {
        var (server, leaver) = (application.Server, $"leaver{Interlocked.Increment(ref leavers)}@crm.example");
        await server.RunAsync("users", "create", "--email", leaver, "--verified", "--password-stdin");
        var context = await application.Chromium.NewContextAsync(new() { BaseURL = server.Url });
        var signedIn = await context.APIRequest.PostAsync("/api/auth/login", new() { DataObject = new { email = leaver, password = CrmServer.Password } });
        Assert.Equal(200, signedIn.Status);
        await server.RunAsync("users", "disable", "--email", leaver);
        await Eventually.IsTrueAsync(async () => (await context.APIRequest.PostAsync("/api/auth/refresh")).Status == 401);
        Assert.Single(await context.CookiesAsync([server.Url]));

        if (storageIsFull)
            await context.AddInitScriptAsync(FullStorage);
        await context.RouteAsync(new Regex("/(app|login)([?].*)?$"), route => route.FulfillAsync(new() { ContentType = "text/html", Body = Html(code) }));
        await context.RouteAsync("**/npm/**", route => route.FulfillAsync(new() { ContentType = "text/javascript", Path = Repository.PathOf("node_modules", PathOf(route)["/npm/".Length..]) }));
        await context.RouteAsync("**/code/**", async route => await route.FulfillAsync(new() { ContentType = "text/javascript", Body = await Code.GetOrAdd(PathOf(route)["/code/".Length..], CodeAsync) }));
        context.Request += (_, request) =>
        {
            if (request.IsNavigationRequest)
                loads.Enqueue(new Uri(request.Url).PathAndQuery);
        };
        return context;
    }

    private static async Task VisitAsync(IPage page, bool leads)
    {
        // The code may go on to another page before this one has loaded.
        await page.GotoAsync("/app", new() { WaitUntil = WaitUntilState.Commit });
        if (leads)
            await page.WaitForURLAsync("**" + SignInPage, new() { Timeout = 60_000, WaitUntil = WaitUntilState.Commit });
        await page.WaitForTimeoutAsync(LongEnough);
    }

    private static async Task<string> CodeAsync(string file)
    {
        if (file == Readme)
            return await JavaScriptAsync(ClientInReadme().Match(await File.ReadAllTextAsync(Repository.PathOf(file))).Groups["code"].Value);
        // Imports name what a compiler makes.
        var typescript = Repository.PathOf(Path.ChangeExtension(file, ".ts"));
        return File.Exists(typescript) ? await JavaScriptAsync(await File.ReadAllTextAsync(typescript)) : await File.ReadAllTextAsync(Repository.PathOf(file));
    }

    private static async Task<string> JavaScriptAsync(string typescript)
    {
        Assert.NotEmpty(typescript);
        var start = new ProgramStart("node", ["javascript.mjs"], Repository.PathOf("tests", "browsers", "Tandem.Browser.Tests", "Snippets"));
        return (await RunningProgram.RunAsync(start, Encoding.UTF8.GetBytes(typescript))).EnsureSuccess().Output;
    }

    private static string PathOf(IRoute route) => new Uri(route.Request.Url).AbsolutePath;

    private static string Html(string code) => $$"""
        <!doctype html>
        <link rel="icon" href="data:,">
        <script type="importmap">
          { "imports": {
            "@tandem-auth/client": "/client/index.js",
            "axios": "/npm/axios/dist/esm/axios.min.js",
            "axios-auth-refresh": "/npm/axios-auth-refresh/dist/index.esm.js",
            "ky": "/npm/ky/distribution/index.js"
          } }
        </script>
        <script type="module">{{code}}</script>
        """;

    [GeneratedRegex(@"location\.(assign|replace|href)\b.*\b(login|sign-?in)\b", RegexOptions.IgnoreCase)]
    private static partial Regex GoesToSignIn();

    [GeneratedRegex("<!-- file: [^>]*-->\\s*```.*?```", RegexOptions.Singleline)]
    private static partial Regex ShownFile();

    [GeneratedRegex("```ts\\n(?<code>import \\{ createAuthClient.*?)```", RegexOptions.Singleline)]
    private static partial Regex ClientInReadme();

    public sealed class Application : ServerAndChromium
    {
        private protected override string[] Configuration => [$"--Crm:Web={BuildPaths.Sample("clients/plain/dist")}"];
    }
}
