using Tandem.Revocation;
using Tandem.Tests.Refresh;

namespace Tandem.Tests.Revocation;

/// <summary>Who waits for a token to be refused hears of it once, and not after leaving.</summary>
public sealed class RevocationWatchTests
{
    private static readonly DateTimeOffset Now = RefreshTokenFixture.IssuedAt;
    private static readonly Guid Session = new("018f3c1e-0000-4000-8000-00000000000b");
    private static readonly Guid Account = new("018f3c1e-0000-4000-8000-00000000000a");

    private readonly DenySet denied = new(TimeSpan.FromMinutes(15));
    private int heard;

    [Fact]
    public void The_end_of_the_session_is_heard_once()
    {
        using var watch = denied.Watch(Session, Account, 2, () => heard++);

        denied.AddSession(Guid.NewGuid(), Now);
        Assert.Equal(0, heard);
        denied.AddSession(Session, Now);
        denied.AddSession(Session, Now);
        denied.AddAccount(Account, 9, Now);
        Assert.Equal(1, heard);
    }

    [Fact]
    public void A_change_of_the_account_is_heard_if_it_concerns_the_token()
    {
        using var watch = denied.Watch(Session, Account, 2, () => heard++);

        denied.AddAccount(Account, 2, Now);
        Assert.Equal(0, heard);
        denied.AddAccount(Account, 3, Now);
        Assert.Equal(1, heard);
    }

    [Fact]
    public void What_is_refused_already_is_heard_at_once()
    {
        denied.AddSession(Session, Now);

        using var watch = denied.Watch(Session, Account, 2, () => heard++);

        Assert.Equal(1, heard);
    }

    [Fact]
    public void Each_of_several_hears_of_it_and_whoever_left_does_not()
    {
        using var first = denied.Watch(Session, Account, 2, () => heard++);
        using var second = denied.Watch(Session, Account, 2, () => heard++);
        denied.Watch(Session, Account, 2, () => heard += 100).Dispose();

        denied.AddSession(Session, Now);

        Assert.Equal(2, heard);
    }

    // A server's request context is used again as soon as its request is over: a late call would hit the next one.
    [Fact]
    public async Task No_call_is_under_way_any_more_once_it_was_disposed_of()
    {
        for (var round = 0; round < 200; round++)
        {
            var set = new DenySet(TimeSpan.FromMinutes(15));
            var (over, late) = (false, false);
            var watch = set.Watch(Session, Account, 2, () =>
            {
                Thread.SpinWait(100);
                late |= Volatile.Read(ref over);
            });
            var ending = Task.Run(() => set.AddSession(Session, Now), TestContext.Current.CancellationToken);

            watch.Dispose();
            Volatile.Write(ref over, true);
            await ending;

            Assert.False(late);
        }
    }
}
