using System.Globalization;

using Tandem.Accounts;
using Tandem.Faults.Tests.Served;

namespace Tandem.Faults.Tests.Crashes;

/// <summary>The people of a crash run.</summary>
internal static class SimulatedUsers
{
    private const int Stayers = 10;
    private const int Leavers = 8;
    private const int Administered = 5;
    private const int Guessed = 3;
    private const int Changers = 4;

    public static async Task<IReadOnlyList<SimulatedUser>> CreateAsync(ServedFolder folder, CrashTestState state, int seed)
    {
        var seeds = new Random(seed);
        var users = new List<SimulatedUser>();
        await AddAsync("stayer", Stayers, account => [new Client(state, account, "client", seeds.Next(), signOutsInHundred: 0)]);
        await AddAsync("leaver", Leavers, account => [new Client(state, account, "client", seeds.Next(), signOutsInHundred: 6)]);
        await AddAsync("governed", Administered, account =>
        [
            new Client(state, account, "client", seeds.Next(), signOutsInHundred: 2),
            new Administrator(state, account, "administrator", seeds.Next()),
        ]);
        await AddAsync("guessed", Guessed, account => [new Guesser(state, account, "guesser", seeds.Next())]);
        await AddAsync("changer", Changers, account => [new PasswordChanger(state, account, "changer", seeds.Next())]);
        return users;

        async Task AddAsync(string role, int count, Func<Account, IEnumerable<SimulatedUser>> create)
        {
            var names = Enumerable.Range(1, count).Select(number => role + number.ToString(CultureInfo.InvariantCulture));
            foreach (var account in await folder.CreateAccountsAsync(names))
                users.AddRange(create(account));
        }
    }
}
