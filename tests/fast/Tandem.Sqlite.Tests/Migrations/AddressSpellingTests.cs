using Tandem.Accounts;
using Tandem.Platform;
using Tandem.Platform.Migrations;
using Tandem.Sqlite.Engine;
using Tandem.Sqlite.Migrations;
using Tandem.Sqlite.Tests.Engine;
using Tandem.Testing;

namespace Tandem.Sqlite.Tests.Migrations;

/// <summary>A database from when two spellings of one address could be two accounts.</summary>
public sealed class AddressSpellingTests : IAsyncLifetime
{
    private readonly SqliteHost host = new();
    private readonly List<string> told = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var file = new SqliteFile(host.File, checkpoints: true);
        file.Create();
        await Runner(file, [.. SqliteMigrationTarget.Steps.TakeWhile(step => step.Name != AddressCollisions.Step)]).MigrateAsync(Cancellation);
        using (var connection = file.OpenWriter())
        {
            string[] addresses =
            [
                "plain@example.com", "Alone@BÜCHER.example", "jose\u0301@example.com",
                "two@bücher.example", "two@xn--bcher-kva.example", "rené@example.com", "rene\u0301@example.com",
            ];
            for (var i = 0; i < addresses.Length; i++)
            {
                connection.Execute(
                    """
                    INSERT INTO accounts (id, email, canonical_email, email_verified, display_name, roles, status, epoch, password_hash, created_at)
                    VALUES (@id, @email, @canonical, 1, NULL, '["user"]', 1, 1, NULL, @at)
                    """,
                    ("@id", new Guid(i + 1, 0, 0, new byte[8])), ("@email", addresses[i]), ("@canonical", EmailAddress.Lower(addresses[i])), ("@at", (long)i));
            }
        }

        await SqliteMigrationTarget.UpgradeAsync(
            file, new InstallationClock(host.Time), new SeededRandom(1), new MigrationProgress(told.Add, host.Time), Cancellation);
        await host.StartAsync(Cancellation);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Theory]
    [InlineData("plain@example.com", 1)]
    [InlineData("alone@bücher.example", 2)]
    [InlineData("ALONE@bu\u0308cher.example", 2)]
    [InlineData("alone@xn--bcher-kva.example", 2)]
    [InlineData("jose\u0301@example.com", 3)]
    [InlineData("José@example.com", 3)]
    [InlineData("two@bücher.example", 4)]
    [InlineData("TWO@Bücher.example", 4)]
    [InlineData("two@xn--bcher-kva.example", 5)]
    [InlineData("rené@example.com", 6)]
    [InlineData("rene\u0301@example.com", 7)]
    public async Task An_account_is_found_by_every_spelling_and_two_of_one_address_each_by_its_own(string typed, int number) =>
        Assert.Equal(new Guid(number, 0, 0, new byte[8]), (await host.Get<IAccountStore>().FindByAddressAsync(typed, Cancellation))?.Account.Id);

    [Fact]
    public void Addresses_that_two_accounts_have_are_reported()
    {
        var warnings = told.Where(line => line.StartsWith("Warning: ", StringComparison.Ordinal)).ToList();

        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, line => line.Contains("two@bücher.example (account 00000004", StringComparison.Ordinal) && line.Contains("two@xn--bcher-kva.example (account 00000005", StringComparison.Ordinal));
        Assert.Contains(warnings, line => line.Contains("rene\u0301@example.com (account 00000007", StringComparison.Ordinal) && line.Contains("rené@example.com (account 00000006", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ALONE@xn--bcher-kva.example")]
    [InlineData("two@bücher.example")]
    [InlineData("jos\u00e9@example.com")]
    public async Task No_spelling_of_an_address_that_somebody_has_is_free(string taken)
    {
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Email = taken,
            EmailVerified = true,
            Roles = ["user"],
            Status = AccountStatus.Active,
            Epoch = 1,
            CreatedAt = host.Time.GetUtcNow(),
        };
        var reported = new AccountCreated(account.Id, account.Roles) { At = host.Time.GetUtcNow(), Context = Tandem.SecurityEvents.EventContext.Local };

        Assert.False(await host.Get<IAccountStore>().TryCreateAsync(account, EmailAddress.Canonicalize(taken), null, reported, Cancellation));
    }

    private MigrationRunner Runner(SqliteFile file, IReadOnlyList<Migration> steps) =>
        SqliteMigrationTarget.Runner(file, new InstallationClock(host.Time), new SeededRandom(1), MigrationProgress.None, steps);
}
