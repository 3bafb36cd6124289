using Tandem.Accounts;
using Tandem.Lockout;
using Tandem.Revocation;
using Tandem.Sessions;

namespace Tandem.Storage.Testing;

public abstract class PasswordConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private static readonly LockoutPolicy Policy = LockoutPolicy.Default;

    [Fact]
    public async Task Replacing_a_password_raises_the_epoch_and_leaves_the_kept_session_alone()
    {
        var account = await HaveAccountAsync(passwordHash: "$a$old");
        var kept = await HaveSessionAsync(account);
        var ended = await HaveSessionAsync(account);
        var others = await HaveSessionAsync();

        IReadOnlyList<RevocationEntry> feed = [];
        var events = await EventsOfAsync(async () => feed = await RevocationsOfAsync(async () => Assert.Equal(
            Raised, await ReplaceAsync(account, "$a$new", "$a$old", kept.Id))));

        Assert.Equal([Report("password")], events);
        Assert.Equal([(Now, null, account.Id, Raised)], feed.Select(entry => (entry.At, entry.SessionId, entry.AccountId!.Value, entry.Epoch)));
        var found = await Accounts.FindByEmailAsync(EmailAddress.Canonicalize(account.Email), Cancellation);
        Assert.Equivalent(new AccountCredentials(account with { Epoch = Raised }, "$a$new"), found, strict: true);
        Assert.Equal((null, Raised), await EndAsync(kept));
        Assert.Equal((SessionEnd.AccountChanged, 1), await EndAsync(ended));
        Assert.Equal((null, 1), await EndAsync(others));
        Assert.NotNull(await Sessions.TryRotateAsync(new(kept.Id, kept.SecretHash, 1, Now, default, kept.Client), Cancellation));
        Assert.Null(await Sessions.TryRotateAsync(new(ended.Id, ended.SecretHash, 1, Now, default, ended.Client), Cancellation));
    }

    [Fact]
    public async Task Without_a_kept_session_every_one_ends()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account);

        Assert.Equal(Raised, await ReplaceAsync(account, "$a$new"));

        Assert.Equal((SessionEnd.AccountChanged, 1), await EndAsync(session));
        Assert.Empty(await LivingAsync(account));
    }

    [Fact]
    public async Task A_session_that_was_ended_is_not_revived_by_being_kept()
    {
        var account = await HaveAccountAsync();
        var session = await HaveSessionAsync(account);
        await Sessions.TryRevokeAsync(session.Id, null, SessionEnd.SignedOut, Report(), Cancellation);

        await ReplaceAsync(account, "$a$new", kept: session.Id);

        Assert.Equal((SessionEnd.SignedOut, 1), await EndAsync(session));
    }

    [Fact]
    public async Task Another_hash_than_expected_or_no_account_changes_nothing()
    {
        var account = await HaveAccountAsync(passwordHash: "$a$old");
        var session = await HaveSessionAsync(account);

        Assert.Empty(await EventsOfAsync(async () => Assert.Empty(await RevocationsOfAsync(async () =>
        {
            Assert.Null(await ReplaceAsync(account, "$a$new", expected: "$a$other"));
            Assert.Null(await ReplaceAsync(account with { Id = NewId() }, "$a$new"));
        }))));
        Assert.Equal((null, 1), await EndAsync(session));
    }

    [Fact]
    public async Task Of_parallel_changes_from_one_password_exactly_one_succeeds()
    {
        // K1: two changes that were both allowed by the old password.
        var account = await HaveAccountAsync(passwordHash: "$a$old");

        var epochs = await Task.WhenAll(Enumerable.Range(0, 16).Select(
            i => Task.Run(() => ReplaceAsync(account, $"$a$new{i}", "$a$old"), Cancellation)));

        Assert.Equal([Raised], epochs.OfType<long>());
    }

    [Fact]
    public async Task It_forgets_the_sign_in_attempts()
    {
        var account = await HaveAccountAsync();
        var key = Key(account);
        for (var attempt = 0; attempt < Policy.MaxFailures; attempt++)
            await SignIns.ReserveAsync(key, Now, Policy, Cancellation);
        Assert.True((await SignIns.ReserveAsync(key, Now, Policy, Cancellation)).IsLocked);

        await ReplaceAsync(account, "$a$new");

        Assert.Equal(1, (await SignIns.ReserveAsync(key, Now, Policy, Cancellation)).Number);
    }

    private Task<long?> ReplaceAsync(Account account, string hash, string? expected = null, Guid? kept = null) =>
        Accounts.TryReplacePasswordAsync(
            new PasswordReplacement(account.Id, hash, expected, kept, Key(account)), Report("password"), Cancellation);

    private async Task<(SessionEnd? Reason, long Epoch)> EndAsync(Session session)
    {
        var stored = (await Sessions.FindAsync(session.Id, Cancellation))!;
        return (stored.EndedBy(Now), stored.Session.SessionEpoch);
    }

    private static SignInKey Key(Account account) => SignInKey.ForEmail(EmailAddress.Canonicalize(account.Email));
}
