using System.Net;

using Tandem.Accounts;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>Guesses a password until the address is locked; the owner tries the right one; an administrator lifts the lock.</summary>
internal sealed class Guesser(CrashTestState state, Account account, string name, int seed) : SimulatedUser(state, account, name, seed)
{
    private static readonly string Guess = new('x', 20);

    // Not always: a sign-in that succeeds forgets the guesses, which must also add up over a crash.
    public override Task CheckAsync() => Random.Next(2) == 0 ? SignInAsync() : Task.CompletedTask;

    protected override Task ActAsync() => Random.Next(16) switch
    {
        0 => SignInAsync(),
        1 => UnlockAsync(),
        _ => DoAsync(
            UserAction.WrongPassword, () => State.Server.LoginAsync(Account.Email, Guess),
            reply => reply.Status == HttpStatusCode.Unauthorized ? Outcome.Refused : Outcome.Unknown),
    };
}
