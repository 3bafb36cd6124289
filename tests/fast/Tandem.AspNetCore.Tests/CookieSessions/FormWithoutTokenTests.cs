namespace Tandem.AspNetCore.Tests.CookieSessions;

/// <summary>A form that was written without the CSRF token is refused aloud: 403 for its sender, and a warning that names the page.</summary>
public sealed class FormWithoutTokenTests(FormWithoutTokenTests.Fixture fixture) : IClassFixture<FormWithoutTokenTests.Fixture>
{
    private readonly TandemHost host = fixture.Host;

    [Theory]
    [InlineData("/signout")]
    [InlineData("/page")]
    public async Task It_is_403_and_a_warning_that_names_the_page(string path)
    {
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var before = Warnings();

        (await visitor.SendAsync(Form(path, host.Origin + "/orders?secret=4711"))).ShouldBe(403, "csrf_token_invalid");

        var warning = Assert.Single(host.Logs.With(" Warning 1181 ").Skip(before));
        Assert.Contains($"POST {path} was refused (csrf_token_invalid): it came from a page of this application (/orders)", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", warning, StringComparison.Ordinal);
        (await visitor.GetAsync("/page")).ShouldBe(200);
    }

    [Fact]
    public async Task It_is_said_once_a_minute()
    {
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var before = Warnings();

        for (var i = 0; i < 10; i++)
            await visitor.SendAsync(Form("/page", $"{host.Origin}/{i}"));
        host.Time.Advance(TimeSpan.FromMinutes(1));
        await visitor.SendAsync(Form("/page", null));

        Assert.Equal(before + 2, Warnings());
        Assert.Contains("(unknown)", host.Logs.With(" Warning 1181 ").Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task What_a_foreign_page_sends_is_none(string origin)
    {
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var visitor = await CookieSessionBrowser.SignedInAsync(host);
        var before = Warnings();

        (await visitor.SendAsync(CookieSessionBrowser.Form("/signout").Origin(origin))).ShouldBe(403, "csrf_token_invalid");
        (await visitor.SendAsync(CookieSessionBrowser.Form("/page").Origin(origin))).ShouldBe(403, "csrf_token_invalid");

        Assert.Equal(before, Warnings());
    }

    [Fact]
    public async Task A_page_of_another_site_is_not_named()
    {
        host.Time.Advance(TimeSpan.FromMinutes(1));
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        await visitor.SendAsync(Form("/page", "https://evil.example/%0d%0aforged"));

        Assert.Contains("(unknown)", host.Logs.With(" Warning 1181 ").Last(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page")]
    [InlineData("/signout")]
    public async Task A_person_sees_a_page_that_says_what_to_do(string path)
    {
        var visitor = await CookieSessionBrowser.SignedInAsync(host);

        var answer = (await visitor.PostAsync(path)).ShouldBe(403);

        Assert.StartsWith("text/html", answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.Contains("Load the page again", answer.Body, StringComparison.Ordinal);
    }

    private int Warnings() => host.Logs.With(" Warning 1181 ").Count();

    private ApiRequest Form(string path, string? page)
    {
        var form = CookieSessionBrowser.Form(path, ("other", "field")).Origin(host.Origin);
        return page is null ? form : form.Header("Referer", page);
    }

    public sealed class Fixture() : HostFixture(CookieSessionFixture.Settings());
}
