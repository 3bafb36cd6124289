namespace Tandem.Programs.Tests.Verifiers;

/// <summary>Libraries of other makers, by default and with the settings of <c>docs/reference/verifiers.md</c>.</summary>
public sealed class LibraryTests(Issuer issuer) : IClassFixture<Issuer>
{
    /// <summary>Seconds past <c>exp</c> that are tried.</summary>
    private const int Longest = 40;

    public static TheoryData<string> Kinds { get; } = [.. VerifierProgram.All];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Their_rows_in_the_page_are_what_they_do(string kind)
    {
        using var folder = new TemporaryFolder();
        await using var program = await VerifierProgram.StartAsync(kind, issuer, folder);
        var expiry = ExpiryOf(issuer.Good);
        var byDefault = await program.SeeAsync("default", issuer.Good, TimeProvider.System.GetUtcNow());
        var strict = await program.SeeAsync("strict", issuer.Good, TimeProvider.System.GetUtcNow());
        var refusedFrom = new Dictionary<string, int>();
        for (var late = 0; late <= Longest; late++)
        {
            foreach (var (name, outcome) in await program.SeeAsync("strict", issuer.Good, expiry.AddSeconds(late)))
            {
                if (IsRefused(outcome))
                    refusedFrom.TryAdd(name, late);
            }
        }

        Assert.All(strict, verifier => Assert.Equal("admin", verifier.Value));
        var page = VerifiersPage.Table("Settings");
        Assert.Equal(
            strict.Keys.Order(StringComparer.Ordinal).Select(name => $"{name}: {program.Versions[name]}, {(IsRefused(byDefault[name]) ? "no" : "yes")}, {refusedFrom[name]} s"),
            strict.Keys.Order(StringComparer.Ordinal).Select(name => $"{name}: {page[name][0]}, {page[name][1].Split(',', ';', ':')[0]}, {page[name][^2]}"));
        Assert.All(strict.Keys, name => Assert.Equal("tested", page[name][^1]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task They_refuse_what_nobody_may_take(string kind)
    {
        using var folder = new TemporaryFolder();
        await using var program = await VerifierProgram.StartAsync(kind, issuer, folder);
        var now = TimeProvider.System.GetUtcNow();

        Assert.All(await program.SeeAsync("strict", issuer.Altered, now), IsRefused);
        Assert.All(await program.SeeAsync("strict", issuer.Foreign, now), IsRefused);
        Assert.All(await program.SeeAsync("strict", issuer.Expired, now.AddMinutes(1)), IsRefused);
        Assert.All(await program.SeeAsync("strict", issuer.Good, now), verifier => Assert.Equal("admin", verifier.Value));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task They_refuse_tokens_for_others(string kind)
    {
        using var folder = new TemporaryFolder();
        await using var program = await VerifierProgram.StartAsync(kind, issuer, folder, audience: "https://orders.example.com");

        Assert.All(await program.SeeAsync("strict", issuer.Good, TimeProvider.System.GetUtcNow()), IsRefused);
    }

    private static void IsRefused(KeyValuePair<string, string> verifier) => Assert.True(IsRefused(verifier.Value), $"{verifier.Key} took it: {verifier.Value}");

    private static bool IsRefused(string outcome) => outcome.StartsWith("refused: ", StringComparison.Ordinal);

    private static DateTimeOffset ExpiryOf(string token)
    {
        using var claims = Issuer.Part(token, 1);
        return DateTimeOffset.FromUnixTimeSeconds(claims.RootElement.GetProperty("exp").GetInt64());
    }
}
