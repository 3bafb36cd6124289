using Tandem.Accounts;
using Tandem.Revocation;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

public abstract class AccountStoreConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    [Fact]
    public async Task An_account_reads_back_by_id_and_by_canonical_address()
    {
        var account = await HaveAccountAsync(a => a with { Email = "Zoë.Ω@Example.com" }, "$argon2id$v=19$x$y");

        Assert.Equivalent(account, await Accounts.FindAsync(account.Id, Cancellation), strict: true);
        Assert.Equivalent(
            new AccountCredentials(account, "$argon2id$v=19$x$y"), await Accounts.FindByEmailAsync("zoë.ω@example.com", Cancellation),
            strict: true);
        Assert.Null(await Accounts.FindByEmailAsync("Zoë.Ω@Example.com", Cancellation));
        Assert.Null(await Accounts.FindAsync(NewId(), Cancellation));
    }

    [Fact]
    public async Task An_account_without_name_roles_or_password_reads_back()
    {
        var account = await HaveAccountAsync(
            a => a with { DisplayName = null, Roles = [], EmailVerified = false, Status = AccountStatus.Disabled });
        var found = await Accounts.FindByEmailAsync(EmailAddress.Canonicalize(account.Email), Cancellation);
        Assert.Equivalent(new AccountCredentials(account, null), found, strict: true);
    }

    [Fact]
    public async Task A_taken_address_is_refused_without_an_event()
    {
        var first = await HaveAccountAsync();
        var second = first with { Id = NewId() };

        Assert.Empty(await EventsOfAsync(async () => Assert.False(await CreateAsync(second))));
        Assert.Null(await Accounts.FindAsync(second.Id, Cancellation));
    }

    [Fact]
    public async Task Of_32_parallel_accounts_with_one_address_exactly_one_is_created()
    {
        var account = await HaveAccountAsync();

        var created = Array.Empty<bool>();
        var events = await EventsOfAsync(async () => created = await Task.WhenAll(Enumerable.Range(0, 32).Select(
            _ => Task.Run(() => CreateAsync(account with { Id = NewId(), Email = "race@example.com" }), Cancellation))));

        Assert.Single(created, success => success);
        Assert.Equal([Report("created")], events);
    }

    [Fact]
    public async Task Listing_pages_in_order_of_creation()
    {
        var created = new List<Account>();
        for (var i = 0; i < 7; i++)
        {
            // Two share each moment: the order is total all the same.
            created.Add(await HaveAccountAsync(a => a with { CreatedAt = Now.AddMinutes(i / 2) }));
        }

        var listed = new List<Account>();
        while (await Accounts.ListAsync(listed.LastOrDefault(), 3, Cancellation) is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 3);
            listed.AddRange(page);
        }

        Assert.Equal(created.Select(account => account.Id).Order(), listed.Select(account => account.Id).Order());
        Assert.Equal(listed.Select(account => account.CreatedAt).Order(), listed.Select(account => account.CreatedAt));
    }

    [Fact]
    public async Task Rehashing_replaces_the_expected_hash_and_keeps_the_epoch()
    {
        var account = await HaveAccountAsync(passwordHash: "$a$old");

        Assert.Equal([Report("rehashed")], await EventsOfAsync(async () => Assert.True(
            await Accounts.TryRehashAsync(account.Id, "$a$old", "$a$new", Report("rehashed"), Cancellation))));

        var found = await Accounts.FindByEmailAsync(EmailAddress.Canonicalize(account.Email), Cancellation);
        Assert.Equivalent(new AccountCredentials(account, "$a$new"), found, strict: true);
    }

    [Fact]
    public async Task Rehashing_from_another_hash_changes_nothing()
    {
        var account = await HaveAccountAsync(passwordHash: "$a$old");
        var without = await HaveAccountAsync();

        Assert.Empty(await EventsOfAsync(async () =>
        {
            Assert.False(await Accounts.TryRehashAsync(account.Id, "$a$other", "$a$new", Report(), Cancellation));
            Assert.False(await Accounts.TryRehashAsync(without.Id, "$a$old", "$a$new", Report(), Cancellation));
            Assert.False(await Accounts.TryRehashAsync(NewId(), "$a$old", "$a$new", Report(), Cancellation));
        }));
    }

    [Fact]
    public async Task Disabling_raises_both_epochs_which_ends_the_sessions_and_tells_the_feed()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account);
        var expired = await HaveSessionAsync(account, s => s with { AbsoluteExpiresAt = Now });
        var signedOut = await HaveSessionAsync(account);
        await Sessions.TryRevokeAsync(signedOut.Id, null, SessionEnd.SignedOut, Report(), Cancellation);
        var others = await HaveSessionAsync();

        IReadOnlyList<RevocationEntry> feed = [];
        var events = await EventsOfAsync(async () => feed = await RevocationsOfAsync(() => SetAsync(account, AccountStatus.Disabled)));

        Assert.Equal([Report("Disabled")], events);
        Assert.Equal([(Now, null, account.Id, Raised)], feed.Select(entry => (entry.At, entry.SessionId, entry.AccountId!.Value, entry.Epoch)));
        var found = await Accounts.FindAsync(account.Id, Cancellation);
        Assert.Equivalent(account with { Status = AccountStatus.Disabled, Epoch = Raised }, found, strict: true);
        Assert.Equal(Raised, found!.SessionEpoch);
        Assert.Equal(SessionEnd.AccountChanged, await EndOfAsync(session));
        Assert.NotEqual(found.SessionEpoch, (await Sessions.FindAsync(expired.Id, Cancellation))!.Session.SessionEpoch);
        Assert.Equal(SessionEnd.SignedOut, await EndOfAsync(signedOut));
        Assert.Null(await EndOfAsync(others));
    }

    [Fact]
    public async Task Enabling_again_brings_no_session_back()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account);
        await SetAsync(account, AccountStatus.Disabled);

        Assert.Equal([Report("Active")], await EventsOfAsync(() => SetAsync(account, AccountStatus.Active)));

        Assert.Equal(
            (AccountStatus.Active, Raised), ((await Accounts.FindAsync(account.Id, Cancellation))!.Status,
            (await Accounts.FindAsync(account.Id, Cancellation))!.Epoch));
        Assert.Empty(await LivingAsync(account));
        Assert.Null(await Sessions.TryRotateAsync(new(session.Id, session.SecretHash, 1, Now, default, session.Client), Cancellation));
    }

    [Fact]
    public async Task Setting_the_status_it_has_changes_nothing_and_says_yes()
    {
        var account = await HaveAccountAsync();
        await SetAsync(account, AccountStatus.Disabled);

        Assert.Empty(await EventsOfAsync(async () => Assert.Empty(
            await RevocationsOfAsync(() => SetAsync(account, AccountStatus.Disabled)))));
        Assert.Equal(Raised, (await Accounts.FindAsync(account.Id, Cancellation))!.Epoch);
    }

    [Fact]
    public async Task Changing_an_unknown_account_says_no_and_writes_nothing() => Assert.Empty(await EventsOfAsync(async () =>
    {
        Assert.False(await Accounts.SetStatusAsync(NewId(), AccountStatus.Disabled, Report(), Cancellation));
        Assert.False(await Accounts.SetRolesAsync(NewId(), ["admin"], Report(), Cancellation));
    }));

    [Fact]
    public async Task Setting_roles_raises_the_epoch_only_touches_no_session_and_tells_the_feed()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account);
        var leftBehind = await HaveSessionAsync(account, s => s with { SessionEpoch = 0 });
        var others = await HaveSessionAsync();

        IReadOnlyList<RevocationEntry> feed = [];
        var events = await EventsOfAsync(async () => feed = await RevocationsOfAsync(async () => Assert.True(
            await Accounts.SetRolesAsync(account.Id, ["auditor", "a \"quoted\" role"], Report("roles"), Cancellation))));

        Assert.Equal([Report("roles")], events);
        Assert.Equal([(Now, null, account.Id, Raised)], feed.Select(entry => (entry.At, entry.SessionId, entry.AccountId!.Value, entry.Epoch)));
        var changed = account with { Roles = ["auditor", "a \"quoted\" role"], Epoch = Raised };
        Assert.Equivalent(changed, await Accounts.FindAsync(account.Id, Cancellation), strict: true);
        Assert.Equal(1, (await Accounts.FindAsync(account.Id, Cancellation))!.SessionEpoch);
        Assert.Null(await EndOfAsync(session));
        Assert.Equal(SessionEnd.AccountChanged, await EndOfAsync(leftBehind));
        Assert.Null(await EndOfAsync(others));
        var rotated = await Sessions.TryRotateAsync(new(session.Id, session.SecretHash, 1, Now, default, session.Client), Cancellation);
        Assert.Equivalent(changed, rotated!.Account, strict: true);
    }

    [Fact]
    public async Task Parallel_changes_of_roles_each_raise_the_epoch()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => Task.Run(() => Accounts.SetRolesAsync(account.Id, [$"role-{i}"], Report(), Cancellation), Cancellation)));

        Assert.Equal(Raised + 19, (await Accounts.FindAsync(account.Id, Cancellation))!.Epoch);
        Assert.Null(await EndOfAsync(session));
    }

    [Fact]
    public async Task Password_algorithms_are_the_distinct_prefixes()
    {
        await HaveAccountAsync(passwordHash: "$argon2id$v=19$m=19456$a$b");
        await HaveAccountAsync(passwordHash: "$argon2id$v=19$m=65536$c$d");
        await HaveAccountAsync(passwordHash: "$pbkdf2-sha512$i=220000$e$f");
        await HaveAccountAsync();

        Assert.Equal(["argon2id", "pbkdf2-sha512"], (await Accounts.PasswordAlgorithmsAsync(Cancellation)).Order());
    }

    [Fact]
    public async Task Password_samples_are_one_hash_of_each_algorithm_and_parameters()
    {
        await HaveAccountAsync(passwordHash: "$argon2id$v=19$m=19456,t=2,p=1$a$b");
        await HaveAccountAsync(passwordHash: "$argon2id$v=19$m=19456,t=2,p=1$c$d");
        await HaveAccountAsync(passwordHash: "$argon2id$v=19$m=65536,t=2,p=1$e$f");
        await HaveAccountAsync(passwordHash: "$pbkdf2-sha512$i=220000$g$h");
        await HaveAccountAsync(passwordHash: "$pbkdf2-sha512$i=220000$i$j");
        await HaveAccountAsync(passwordHash: "$pbkdf2-sha512$i=1000$k$l");
        await HaveAccountAsync();

        Assert.Equal(
            ["$argon2id$v=19$m=19456,t=2,p=1$a$b", "$argon2id$v=19$m=65536,t=2,p=1$e$f", "$pbkdf2-sha512$i=1000$k$l", "$pbkdf2-sha512$i=220000$g$h"],
            (await Accounts.PasswordSamplesAsync(Cancellation)).Order(StringComparer.Ordinal));
    }

    private Task<bool> CreateAsync(Account account) => Accounts.TryCreateAsync(
        account, EmailAddress.Canonicalize(account.Email), null, Report("created"), Cancellation);

    private async Task SetAsync(Account account, AccountStatus status) =>
        Assert.True(await Accounts.SetStatusAsync(account.Id, status, Report(status.ToString()), Cancellation));

    private async Task<SessionEnd?> EndOfAsync(Session session) => (await Sessions.FindAsync(session.Id, Cancellation))!.EndedBy(Now);
}
