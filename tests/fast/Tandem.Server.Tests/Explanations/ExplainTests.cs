using Tandem.AspNetCore;
using Tandem.Browsers.Doctor;
using Tandem.Server.Doctor.Live;

namespace Tandem.Server.Tests.Explanations;

public sealed class ExplainTests : IDisposable
{
    private readonly TestInstallation tandem = new();

    public void Dispose() => tandem.Dispose();

    [Fact]
    public async Task An_error_code_is_explained_with_cause_and_cure()
    {
        var error = TandemRooms.ErrorCodes.Single(known => known.Code == "refresh_token_reused");

        var words = Words(await tandem.SucceedAsync("explain", error.Code));

        Assert.Contains($"{error.Code}: {error.Title} (HTTP 401)", words, StringComparison.Ordinal);
        Assert.Contains($"Cause {error.Cause}", words, StringComparison.Ordinal);
        Assert.Contains($"Cure {error.Cure}", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_is_explained_as_the_guide_does_without_its_marks()
    {
        var words = Words(await tandem.SucceedAsync("explain", "third_party_blocked"));

        Assert.StartsWith("third_party_blocked Symptom it works in Chrome, but not in Safari", words, StringComparison.Ordinal);
        Assert.Contains("Cure add Partitioned.", words, StringComparison.Ordinal);
        Assert.DoesNotContain("](", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_keeps_its_asterisk() => Assert.Contains(
        "the wildcard '*'", Words(await tandem.SucceedAsync("explain", "cors_origin_wildcard")), StringComparison.Ordinal);

    [Fact]
    public async Task Every_code_that_is_said_anywhere_is_listed_and_explained()
    {
        var listed = (await tandem.SucceedAsync("explain")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        var said = TandemRooms.ErrorCodes.Select(error => error.Code)
            .Concat(SetupRule.All.Concat(LiveRule.All).Select(rule => rule.Id)).Concat(MissingCookie.Causes).Distinct();
        Assert.Equal(said.Order(StringComparer.Ordinal), listed);
    }

    [Theory]
    [InlineData("refresh_token_reusd", "Did you mean refresh_token_reused?")]
    [InlineData("no such thing at all", "tandem explain lists them.")]
    [InlineData("\u001b[31m", "tandem explain lists them.")]
    public async Task An_unknown_code_is_refused_and_a_near_one_named(string code, string hint)
    {
        var end = await tandem.RunAsync("explain", code);

        Assert.Equal(2, end.ExitCode);
        Assert.Contains(hint, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', end.Error);
        Assert.Empty(end.Output);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
