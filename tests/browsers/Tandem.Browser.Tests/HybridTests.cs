using System.Diagnostics;

using Microsoft.Playwright;

namespace Tandem.Browser.Tests;

/// <summary>The hybrid code of the brief, cookie first and the body as the fallback: in a page, and in a program without a cookie jar.</summary>
public sealed class HybridTests : ServerAndChromium
{
    private static readonly string Code = File.ReadAllText(BuildPaths.Sample("hybrid/hybrid-session.mjs"));

    private protected override string[] Configuration => ["--Tandem:RefreshToken:Delivery=cookie,both"];

    [Fact]
    public async Task A_page_refreshes_by_the_cookie_and_once_that_is_lost_by_the_stored_token()
    {
        await using var context = await Chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        // A page of the server's origin with nothing else on it: the CRM's own client would refresh besides.
        await page.RouteAsync("**/blank", route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html>" }));
        await page.GotoAsync(Server.Url + "/blank");
        await page.AddScriptTagAsync(new() { Type = "module", Content = $"{Code}\nwindow.session = new HybridSession('/api/auth', localStorage);" });
        await page.WaitForFunctionAsync("window.session");
        var bodies = new List<string?>();
        page.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/refresh", StringComparison.Ordinal))
                bodies.Add(request.PostData);
        };

        await page.EvaluateAsync($"session.signIn('user@crm.example', '{CrmServer.Password}')");
        await page.EvaluateAsync("session.refresh()");
        Assert.Equal([null], bodies);

        var stored = await page.EvaluateAsync<string>("localStorage.getItem('refreshToken')");
        await context.ClearCookiesAsync();
        await page.EvaluateAsync("session.refresh()");
        Assert.Equal(3, bodies.Count);
        Assert.Contains("refreshToken", bodies[2], StringComparison.Ordinal);
        // A token that is presented while its session settles gets an access token only: the next rotation sets the cookie again.
        Assert.Equal(stored, await page.EvaluateAsync<string>("localStorage.getItem('refreshToken')"));
        Assert.Empty(await context.CookiesAsync([Server.Url]));

        await page.EvaluateAsync("session.signOut()");
        Assert.Empty(await context.CookiesAsync([Server.Url]));
        Assert.Contains("Nobody is signed in", (await Assert.ThrowsAsync<PlaywrightException>(() => page.EvaluateAsync("session.refresh()"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_a_cookie_jar_refreshes_by_the_stored_token()
    {
        using var program = Process.Start(new ProcessStartInfo("node", [BuildPaths.Sample("hybrid/native.mjs"), Server.Url + "/api/auth", "user@crm.example"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await program.StandardInput.WriteLineAsync(CrmServer.Password);
        program.StandardInput.Close();
        var said = await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await program.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(program.ExitCode == 0, await program.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["a new access token", "Nobody is signed in."], said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
