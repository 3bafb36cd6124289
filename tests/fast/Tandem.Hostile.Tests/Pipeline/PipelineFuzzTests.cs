using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Tandem.Hostile.Tests.Fuzzing;

namespace Tandem.Hostile.Tests.Pipeline;

/// <summary>
/// Whole requests, changed at random, through the real web server and pipeline, with a proxy's headers believed: bodies, <c>Cookie</c>,
/// <c>Authorization</c>, <c>Origin</c>, forwarded headers, the request line. E8, E9, E10, V35.
/// </summary>
[Trait("requirement", "V35")]
public sealed partial class PipelineFuzzTests(ITestOutputHelper output)
{
    private const string Corpus = "Pipeline";
    private const int Requests = 1000;
    private static readonly int[] WebServers = [501, 505];
    private ApiResponse? current;
    private int presented;

    [Fact]
    public async Task Whatever_is_sent_the_server_answers_without_a_fault()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Configuration = new Dictionary<string, string?>
            {
                ["Tandem:ForwardedHeaders:KnownProxies"] = "127.0.0.1",
                ["Tandem:RefreshToken:Delivery"] = "cookie,body",
                ["Tandem:RateLimits:PerAddress:Login"] = "1000000",
                ["Tandem:RateLimits:PerAddress:Refresh"] = "1000000",
                ["Logging:LogLevel:Default"] = "Critical",
            },
        });
        var account = await host.CreateAccountAsync();
        var corpus = PipelineInputs.Seeds.Concat(CorpusFolder.Read(Corpus).Select(entry => entry.Input)).ToList();
        foreach (var input in corpus)
            await SendAsync(host, account.Email, input);

        var random = new Random(FuzzSettings.Seed);
        var mutator = new Mutator(random, PipelineInputs.Dictionary);
        var statuses = new SortedDictionary<int, int>();
        var started = Stopwatch.GetTimestamp();
        for (var sent = 0; FuzzSettings.Duration is { } duration ? Stopwatch.GetElapsedTime(started) < duration : sent < Requests; sent++)
        {
            var input = mutator.Mutate(corpus[random.Next(corpus.Count)], corpus[random.Next(corpus.Count)], doublings: 1);
            foreach (var status in await SendAsync(host, account.Email, input))
                statuses[status] = statuses.GetValueOrDefault(status) + 1;
        }

        output.WriteLine($"{statuses.Values.Sum()} answers, seed {FuzzSettings.Seed}: " + string.Join(", ", statuses.Select(pair => $"{pair.Value} x {pair.Key}")));
        Assert.Empty(host.Logs.With(" Critical "));
        // The random requests were not all refused by the web server before they got anywhere.
        Assert.Superset(new HashSet<int> { 200, 204, 400, 401, 404 }, statuses.Keys.ToHashSet());
    }

    private async Task<IReadOnlyList<int>> SendAsync(TandemHost host, string email, byte[] input)
    {
        if (current is null || presented++ % 16 == 0)
            current = await host.LoginAsync(email);
        var request = PipelineInputs.ToRequest(
            input, ("{host}", host.Url.Authority), ("{origin}", host.Origin), ("{access}", current.AccessToken), ("{refresh}", current.RefreshToken!));

        var answer = await RawRequest.SendAsync(host.Url, request);

        var statuses = StatusLine().Matches(answer).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToList();
        // A version or a coding that the web server does not know is its to refuse.
        var fault = statuses.Any(status => status >= 500 && !WebServers.Contains(status)) ? "a fault"
            : Revealing().IsMatch(answer) ? "an exception's text"
            : statuses is [>= 400, ..] && answer.Contains("Set-Cookie", StringComparison.OrdinalIgnoreCase) ? "a refusal that touches the cookie"
            : statuses is [401 or 403 or 413 or 415 or 429, ..] && !answer.Contains("application/problem+json", StringComparison.Ordinal) ? "a refusal that is no problem document"
            : null;
        if (fault is not null)
            Assert.Fail($"{fault}: {CorpusFolder.Add(Corpus, "failed", input)}\n{Encoding.Latin1.GetString(request)}\n----\n{answer}");
        return statuses;
    }

    [GeneratedRegex(@"(?:^|\n)HTTP/1\.1 (\d{3})")]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"Exception|   at \w+\.|SQLite|stack trace", RegexOptions.IgnoreCase)]
    private static partial Regex Revealing();
}
