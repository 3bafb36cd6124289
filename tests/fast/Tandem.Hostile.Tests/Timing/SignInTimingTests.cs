using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Microsoft.Extensions.DependencyInjection;

using Tandem.Argon2;
using Tandem.Passwords;
using Tandem.Platform;

namespace Tandem.Hostile.Tests.Timing;

/// <summary>
/// Nobody learns from how long a refusal takes whether an address is known, locked or disabled: measured over HTTP, with the real
/// Argon2id and SQLite, and leaks that were put there are found by the same measurement. A9, A10, V24, V25.
/// </summary>
[Trait("requirement", "A10")]
[Collection(typeof(AloneOnTheMachine))]
public sealed partial class SignInTimingTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<RefusalCause> Mixed = Enum.GetValues<RefusalCause>();
    private static readonly IReadOnlyList<RefusalCause> All = [.. Mixed.Where(cause => cause is not RefusalCause.HashOfAnotherKind)];
    private static readonly Pbkdf2Algorithm Former = new(SecureRandom.System), Cheap = new(SecureRandom.System, 1_000), LessCheap = new(SecureRandom.System, 8_000);

    // TANDEM_TIMING_SAMPLES: of each cause.
    private static readonly int Rounds =
        int.Parse(Environment.GetEnvironmentVariable("TANDEM_TIMING_SAMPLES") ?? "200", NumberStyles.None, CultureInfo.InvariantCulture);

    [Fact]
    [Trait("requirement", "A9")]
    public async Task Every_refusal_takes_equally_long()
    {
        await using var host = await TandemHost.StartAsync(SignInRounds.Settings);

        Assert.Empty(await LeaksAsync(host, All, Rounds));
    }

    // Accounts from before Argon2id: an evaluation of theirs takes several times as long.
    [Fact]
    [Trait("length", "long")]
    public async Task In_a_mixed_store_every_refusal_takes_equally_long()
    {
        await using var host = await TandemHost.StartAsync(SignInRounds.Settings);

        Assert.Empty(await LeaksAsync(host, Mixed, Rounds, Former.Hash("somebody's"u8)));
    }

    // With hashes that take next to nothing, what is left of a difference cannot hide in their work.
    [Fact]
    public async Task In_a_mixed_store_of_cheap_hashes_every_refusal_takes_equally_long()
    {
        await using var host = await StartAsync(new PasswordAlgorithms(Cheap));

        Assert.Empty(await LeaksAsync(host, Mixed, Rounds, LessCheap.Hash("somebody's"u8)));
    }

    [Fact]
    public async Task A_mixed_store_whose_refusals_do_not_wait_would_be_found()
    {
        await using var host = await TandemHost.StartAsync(SignInRounds.Settings with
        {
            Services = builder => builder.Services
                .AddSingleton(new PasswordAlgorithms(Cheap))
                .AddSingleton(provider => new RefusalPace(provider.GetRequiredService<PasswordHasher>(), new Impatient())),
        });

        Assert.Equal(
            [RefusalCause.HashOfAnotherKind],
            await LeaksAsync(host, [RefusalCause.WrongPassword, RefusalCause.HashOfAnotherKind], Rounds / 2, LessCheap.Hash("somebody's"u8)));
    }

    [Fact]
    public async Task A_skipped_evaluation_would_be_found()
    {
        await using var host = await StartLeakyAsync(instead: TimeSpan.Zero);

        Assert.Equal([RefusalCause.UnknownAddress], await LeaksAsync(host, [RefusalCause.WrongPassword, RefusalCause.UnknownAddress], Rounds / 4));
    }

    [Fact]
    public async Task A_millisecond_more_would_be_found()
    {
        await using var host = await StartLeakyAsync(instead: null);

        // On a busy machine it takes more samples to see.
        IReadOnlyList<RefusalCause> found = [];
        for (var times = 1; times <= 4 && found.Count == 0; times *= 2)
            found = await LeaksAsync(host, [RefusalCause.WrongPassword, RefusalCause.UnknownAddress], Rounds * times);

        Assert.Equal([RefusalCause.UnknownAddress], found);
    }

    [Fact]
    [Trait("requirement", "A9")]
    public async Task Every_refusal_says_the_same_byte_for_byte()
    {
        await using var host = await TandemHost.StartAsync(SignInRounds.Settings);
        var rounds = new SignInRounds(host, All);
        var answers = new List<string>();
        foreach (var cause in All)
        {
            var (email, password) = await rounds.CredentialsAsync(cause);
            var answer = await host.SendRawAsync(
                "POST /api/auth/login HTTP/1.1", ["Content-Type: application/json"], Encoding.UTF8.GetBytes($$"""{"email":"{{email}}","password":"{{password}}"}"""));
            Assert.Equal(401, answer.Status);
            var head = answer.Headers.Where(header => header.Key != "Date").Select(header => $"{header.Key}: {header.Value}");
            answers.Add(RequestId().Replace(string.Join('\n', head) + "\n\n" + answer.Body, "id"));
        }

        Assert.Single(answers.Distinct());
    }

    /// <summary>
    /// The situations that take another time than a wrong password. A suspicion must be had twice, in samples of their own and in the
    /// same direction: what a busy machine does once does not count.
    /// </summary>
    private async Task<IReadOnlyList<RefusalCause>> LeaksAsync(TandemHost host, IReadOnlyList<RefusalCause> situations, int rounds, string? otherHash = null)
    {
        var suspected = await DifferencesAsync(host, situations, rounds, otherHash);
        if (suspected.Count == 0)
            return [];
        var confirmed = await DifferencesAsync(host, [RefusalCause.WrongPassword, .. suspected.Keys], rounds, otherHash);
        return [.. confirmed.Where(pair => pair.Value.Milliseconds * suspected[pair.Key].Milliseconds > 0).Select(pair => pair.Key)];
    }

    private async Task<Dictionary<RefusalCause, PairedDifference>> DifferencesAsync(
        TandemHost host, IReadOnlyList<RefusalCause> situations, int rounds, string? otherHash)
    {
        var samples = await new SignInRounds(host, situations, otherHash).MeasureAsync(rounds);
        var differences = situations.Where(cause => cause is not RefusalCause.WrongPassword)
            .ToDictionary(cause => cause, cause => PairedDifference.Of(samples[cause], samples[RefusalCause.WrongPassword]));
        foreach (var (cause, difference) in differences)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{cause}: {difference}; medians {samples[cause].Order().ElementAt(rounds / 2):0.000} and {samples[RefusalCause.WrongPassword].Order().ElementAt(rounds / 2):0.000} ms"));
        }

        return differences.Where(pair => pair.Value.IsLeak(differences.Count)).ToDictionary();
    }

    private static Task<TandemHost> StartLeakyAsync(TimeSpan? instead) =>
        StartAsync(new PasswordAlgorithms(new LeakyAlgorithm(new Argon2idAlgorithm(), instead)));

    private static Task<TandemHost> StartAsync(PasswordAlgorithms algorithms) => TandemHost.StartAsync(SignInRounds.Settings with
    {
        Services = builder => builder.Services.AddSingleton(algorithms),
    });

    // Every wait is over at once.
    private sealed class Impatient : TimeProvider
    {
        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }

    [GeneratedRegex("[0-9a-f]{24}")]
    private static partial Regex RequestId();
}
