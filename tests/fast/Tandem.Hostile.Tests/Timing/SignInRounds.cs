using System.Diagnostics;

using Tandem.Accounts;
using Tandem.SecurityEvents;

namespace Tandem.Hostile.Tests.Timing;

/// <summary>Measures refused sign-ins over HTTP, in rounds: each cause once, in random order.</summary>
internal sealed class SignInRounds(TandemHost host, IReadOnlyList<RefusalCause> situations, string? otherHash = null)
{
    /// <summary>Wrong passwords before a lock; an address is given up a little earlier.</summary>
    public const int MaxFailures = 20;

    private const string Wrong = "wrong wrong wrong wrong wrong";
    private readonly Dictionary<RefusalCause, (string Email, int Uses)> addresses = [];
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

    /// <summary>Milliseconds by cause and round. The first rounds, in which code is compiled, are not counted.</summary>
    public async Task<IReadOnlyDictionary<RefusalCause, List<double>>> MeasureAsync(int rounds)
    {
        const int warmUp = 10;
        var samples = situations.ToDictionary(cause => cause, _ => new List<double>(rounds));
        for (var round = -warmUp; round < rounds; round++)
        {
            var order = situations.ToArray();
            random.Shuffle(order);
            foreach (var cause in order)
            {
                var (email, password) = await CredentialsAsync(cause);
                var started = Stopwatch.GetTimestamp();
                var answer = await host.LoginAsync(email, password);
                var elapsed = Stopwatch.GetElapsedTime(started);
                Assert.Equal("invalid_credentials", answer.Code);
                if (round >= 0)
                    samples[cause].Add(elapsed.TotalMilliseconds);
            }
        }

        return samples;
    }

    /// <summary>An address in this cause, and the password to try.</summary>
    public async Task<(string Email, string Password)> CredentialsAsync(RefusalCause cause)
    {
        var (email, uses) = addresses.GetValueOrDefault(cause);
        if (email is null || (uses >= MaxFailures - 2 && cause is not RefusalCause.Locked))
            (email, uses) = (await PrepareAsync(cause), 0);
        addresses[cause] = (email, uses + 1);
        return (email, cause is RefusalCause.Locked or RefusalCause.Disabled ? TestAccounts.Password : Wrong);
    }

    private async Task<string> PrepareAsync(RefusalCause cause)
    {
        // Addresses of one length, whoever has them.
        var email = $"{Guid.NewGuid():N}@example.com";
        if (cause is RefusalCause.UnknownAddress)
            return email;
        if (cause is RefusalCause.HashOfAnotherKind)
        {
            Assert.NotNull(await host.Get<AccountService>().CreateAsync(new NewAccount(email, null, ["user"], true, otherHash), Caller.Local, CancellationToken.None));
            return email;
        }

        var account = await host.CreateAccountAsync(email, cause is RefusalCause.WithoutPassword ? null : TestAccounts.Password);
        if (cause is RefusalCause.Disabled)
            await host.Get<AccountService>().DisableAsync(account, Caller.Local, CancellationToken.None);
        for (var failure = 0; failure < (cause is RefusalCause.Locked ? MaxFailures : 0); failure++)
            await host.LoginAsync(email, Wrong);
        return email;
    }
}
