using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Tandem.Peers;

/// <summary>The accounts and sessions that a peer starts with, each session of an account of its own.</summary>
/// <param name="Folder">Where the database is, and the sessions' credentials for the driver.</param>
/// <param name="Sessions">How many.</param>
/// <param name="Password">Everybody's.</param>
internal sealed record History(string Folder, int Sessions, string Password)
{
    public string ConnectionString => $"Data Source={Path.Combine(Folder, "peer.db")}";

    /// <summary>Makes the database, as durable as Tandem's, and the accounts in it.</summary>
    public async Task<IReadOnlyList<IdentityUser>> CreateAccountsAsync(DbContext database, UserManager<IdentityUser> users)
    {
        await database.Database.EnsureCreatedAsync();
        var mode = (await database.Database.SqlQueryRaw<string>("PRAGMA journal_mode = WAL").ToListAsync()).Single();
        var synchronous = (await database.Database.SqlQueryRaw<int>("PRAGMA synchronous").ToListAsync()).Single();
        if (mode != "wal" || synchronous != 2)
            throw new InvalidOperationException($"The database is not durable: {mode}, {synchronous}.");

        var accounts = Enumerable.Range(0, Sessions).Select(Account).ToList();
        // Hashing as many passwords would take hours.
        var hash = users.PasswordHasher.HashPassword(accounts[0], Password);
        accounts.ForEach(account => account.PasswordHash = hash);
        database.AddRange(accounts);
        await database.SaveChangesAsync();
        database.ChangeTracker.Clear();
        return accounts;

        IdentityUser Account(int number)
        {
            var email = FormattableString.Invariant($"person{number:d7}@example.com");
            return new IdentityUser
            {
                UserName = email,
                NormalizedUserName = users.NormalizeName(email),
                Email = email,
                NormalizedEmail = users.NormalizeEmail(email),
                EmailConfirmed = true,
                SecurityStamp = Guid.NewGuid().ToString("N"),
            };
        }
    }

    /// <summary>Leaves the sessions' credentials for the driver, a line each, says where it listens, and serves until standard input ends.</summary>
    public async Task ServeAsync(WebApplication app, IEnumerable<(string Refresh, string Access)> credentials)
    {
        await File.WriteAllLinesAsync(Path.Combine(Folder, "credentials"), credentials.Select(one => $"{one.Refresh}\t{one.Access}"));
        Console.WriteLine(app.Urls.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }
}
