using System.Diagnostics;

using Tandem.Accounts;
using Tandem.SecurityEvents;

namespace Tandem.Hostile.Tests.Timing;

/// <summary>Measures refused sign-ins over HTTP, in rounds: each situation once, in random order.</summary>
internal sealed class SignInRounds(TandemHost host, IReadOnlyList<Situation> situations)
{
    /// <summary>Wrong passwords before a lock; an address is given up a little earlier.</summary>
    public const int MaxFailures = 20;

    private const string Wrong = "wrong wrong wrong wrong wrong";
    private readonly Dictionary<Situation, (string Email, int Uses)> addresses = [];
    private readonly Random random = new(1);

    /// <summary>The settings of a host for these measurements.</summary>
    public static TandemHostSettings Settings { get; } = new()
    {
        Configuration = new Dictionary<string, string?>
        {
            ["Tandem:Lockout:MaxFailures"] = "20",
            ["Tandem:Lockout:Duration"] = "1.00:00:00",
            ["Logging:LogLevel:Default"] = "Critical",
        },
    };

    /// <summary>Milliseconds by situation and round. The first rounds, in which code is compiled, are not counted.</summary>
    public async Task<IReadOnlyDictionary<Situation, List<double>>> MeasureAsync(int rounds)
    {
        const int warmUp = 10;
        var samples = situations.ToDictionary(situation => situation, _ => new List<double>(rounds));
        for (var round = -warmUp; round < rounds; round++)
        {
            var order = situations.ToArray();
            random.Shuffle(order);
            foreach (var situation in order)
            {
                var (email, password) = await CredentialsAsync(situation);
                var started = Stopwatch.GetTimestamp();
                var answer = await host.LoginAsync(email, password);
                var elapsed = Stopwatch.GetElapsedTime(started);
                Assert.Equal("invalid_credentials", answer.Code);
                if (round >= 0)
                    samples[situation].Add(elapsed.TotalMilliseconds);
            }
        }

        return samples;
    }

    /// <summary>An address in this situation, and the password to try.</summary>
    public async Task<(string Email, string Password)> CredentialsAsync(Situation situation)
    {
        var (email, uses) = addresses.GetValueOrDefault(situation);
        if (email is null || (uses >= MaxFailures - 2 && situation is not Situation.Locked))
            (email, uses) = (await PrepareAsync(situation), 0);
        addresses[situation] = (email, uses + 1);
        return (email, situation is Situation.Locked or Situation.Disabled ? TestAccounts.Password : Wrong);
    }

    private async Task<string> PrepareAsync(Situation situation)
    {
        // Addresses of one length, whoever has them.
        var email = $"{Guid.NewGuid():N}@example.com";
        if (situation is Situation.UnknownAddress)
            return email;
        var account = await host.CreateAccountAsync(email, situation is Situation.WithoutPassword ? null : TestAccounts.Password);
        if (situation is Situation.Disabled)
            await host.Get<AccountService>().DisableAsync(account, Caller.Local, CancellationToken.None);
        for (var failure = 0; failure < (situation is Situation.Locked ? MaxFailures : 0); failure++)
            await host.LoginAsync(email, Wrong);
        return email;
    }
}
