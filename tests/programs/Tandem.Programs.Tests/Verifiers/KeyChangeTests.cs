namespace Tandem.Programs.Tests.Verifiers;

/// <summary>What libraries do when the keys change or go away, on the table "Key changes" of <c>docs/reference/verifiers.md</c>.</summary>
public sealed class KeyChangeTests(Issuer issuer) : IClassFixture<Issuer>
{
    /// <summary>Seconds after the last fetch at which each verifier is asked. Access tokens last for 15 minutes.</summary>
    private static readonly int[] Moments = [1, 9, 11, 29, 31, 59, 61, 119, 121, 299, 301, 599, 601, 660];

    [Fact]
    public async Task The_rows_in_the_page_are_what_libraries_do()
    {
        using var folder = new TemporaryFolder();
        var announced = new Dictionary<string, string>();
        var unannounced = new Dictionary<string, string>();
        var withdrawn = new Dictionary<string, string>();
        var away = new Dictionary<string, string>();

        // The key that takes over first was published when they fetched the keys; the next one was not.
        await WithAllAsync(folder, async see =>
        {
            await see(issuer.Good, 0);
            var first = await issuer.RotateAsync();
            Note(announced, await see(first, 1), wasTaken: true, 0);
            var second = await issuer.RotateAsync();
            foreach (var moment in Moments.Skip(1))
                Note(unannounced, await see(second, moment), wasTaken: true, moment);
        });
        await WithAllAsync(folder, async see =>
        {
            var token = await issuer.SignInAsync();
            await see(token, 0);
            await issuer.RevokeKeyOfAsync(token);
            foreach (var moment in Moments)
                Note(withdrawn, await see(token, moment), wasTaken: false, moment);
        });
        await WithAllAsync(folder, async see =>
        {
            var token = await issuer.SignInAsync();
            await see(token, 0);
            await issuer.StopAsync();
            foreach (var moment in Moments)
                Note(away, await see(token, moment), wasTaken: false, moment);
        });

        var page = VerifiersPage.Table("Key changes");
        Assert.Equal(
            announced.Keys.Order(StringComparer.Ordinal).Select(name => $"{name}: {announced[name]}, {Text(unannounced, name)}, {Text(withdrawn, name)}, {Text(away, name)}"),
            page.Where(row => row.Value[^1] == "tested").OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => $"{row.Key}: {string.Join(", ", row.Value[..^1])}"));
    }

    /// <summary>Starts all programs, and lets each see tokens at moments on a clock of its own.</summary>
    private async Task WithAllAsync(TemporaryFolder folder, Func<Func<string, int, Task<IReadOnlyDictionary<string, string>>>, Task> step)
    {
        var programs = new List<VerifierProgram>();
        try
        {
            foreach (var kind in VerifierProgram.All)
                programs.Add(await VerifierProgram.StartAsync(kind, issuer, folder));

            // Ahead of the time of day, so that no token is from the future.
            var start = TimeProvider.System.GetUtcNow().AddMinutes(2);
            await step(async (token, moment) =>
            {
                var seen = new Dictionary<string, string>();
                foreach (var program in programs)
                {
                    foreach (var (name, outcome) in await program.SeeAsync("strict", token, start.AddSeconds(moment)))
                        seen.Add(name, outcome);
                }

                if (moment == 0)
                    Assert.All(seen, verifier => Assert.Equal("admin", verifier.Value));
                return seen;
            });
        }
        finally
        {
            foreach (var program in programs)
                await program.DisposeAsync();
        }
    }

    private static void Note(Dictionary<string, string> first, IReadOnlyDictionary<string, string> seen, bool wasTaken, int moment)
    {
        foreach (var (name, outcome) in seen)
        {
            if (outcome.StartsWith("refused: ", StringComparison.Ordinal) != wasTaken)
                first.TryAdd(name, Duration(moment));
        }
    }

    private static string Text(Dictionary<string, string> first, string name) => first.TryGetValue(name, out var text) ? text : "not within 11 min";

    private static string Duration(int moment) => moment switch
    {
        <= 9 => "at once",
        < 60 => $"after {moment - 1} s",
        _ => $"after {moment / 60} min",
    };
}
