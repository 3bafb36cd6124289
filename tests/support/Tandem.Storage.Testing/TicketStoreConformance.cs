using Microsoft.Extensions.DependencyInjection;

using Tandem.AccessTokens;
using Tandem.Tickets;

namespace Tandem.Storage.Testing;

public abstract class TicketStoreConformance<THost> : StoreConformance<THost>
    where THost : StoreHost, new()
{
    private const int Most = 3;

    [Fact]
    public async Task A_ticket_is_taken_as_it_was_stored_and_then_is_gone()
    {
        var ticket = await HaveTicketAsync(NewId(), token => token with { Email = "Ada@example.com", Roles = ["a \"quoted\" role", "ü"] });
        var plain = await HaveTicketAsync(NewId(), token => token with { Roles = [], AuthenticationMethods = [] });

        foreach (var stored in new[] { ticket, plain })
        {
            var taken = (await TakeAsync(stored))!;
            Assert.Equal(stored.ExpiresAt, taken.ExpiresAt);
            Assert.Equal(stored.SecretHash, taken.SecretHash);
            Assert.Equivalent(stored.Token, taken.Token, strict: true);
            Assert.Null(await TakeAsync(stored));
        }
    }

    [Fact]
    public async Task One_that_was_never_stored_is_not_there()
    {
        await HaveTicketAsync(NewId());

        Assert.Null(await Tickets.TakeAsync(new byte[32], Cancellation));
        Assert.Null(await Tickets.TakeAsync([], Cancellation));
    }

    [Fact]
    public async Task An_expired_one_is_taken_too()
    {
        var ticket = await HaveTicketAsync(NewId());
        Host.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(ticket.ExpiresAt, (await TakeAsync(ticket))?.ExpiresAt);
    }

    [Fact]
    public async Task Of_many_who_take_it_at_once_one_gets_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var ticket = await HaveTicketAsync(NewId());

            var taken = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => TakeAsync(ticket), Cancellation)));

            Assert.Single(taken, got => got is not null);
        }
    }

    [Fact]
    public async Task Of_two_programs_that_take_it_at_once_one_gets_it()
    {
        await using var another = await Host.StartAnotherAsync(Cancellation);
        for (var round = 0; round < 50; round++)
        {
            var ticket = await HaveTicketAsync(NewId());

            var taken = await Task.WhenAll(
                Task.Run(() => TakeAsync(ticket), Cancellation),
                Task.Run(() => another.GetRequiredService<ITicketStore>().TakeAsync(ticket.SecretHash, Cancellation), Cancellation));

            Assert.Single(taken, got => got is not null);
        }
    }

    [Fact]
    public async Task A_restart_keeps_what_was_not_taken_and_nothing_else()
    {
        var (taken, waiting) = (await HaveTicketAsync(NewId()), await HaveTicketAsync(NewId()));
        await TakeAsync(taken);

        await Host.RestartAsync(Cancellation);

        Assert.Null(await TakeAsync(taken));
        Assert.NotNull(await TakeAsync(waiting));
    }

    [Fact]
    public async Task Of_each_session_the_newest_stay()
    {
        var (one, two) = (NewId(), NewId());
        var ofTwo = await HaveTicketAsync(two);
        var ofOne = new List<Ticket>();
        for (var i = 0; i < Most + 2; i++)
            ofOne.Add(await HaveTicketAsync(one));

        var left = new List<bool>();
        foreach (var ticket in ofOne)
            left.Add(await TakeAsync(ticket) is not null);

        Assert.Equal([false, false, true, true, true], left);
        Assert.NotNull(await TakeAsync(ofTwo));
    }

    [Fact]
    public async Task Taking_makes_room_and_the_order_stays()
    {
        var session = NewId();
        var first = await HaveTicketAsync(session);
        var second = await HaveTicketAsync(session);
        var third = await HaveTicketAsync(session);
        await TakeAsync(third);
        var fourth = await HaveTicketAsync(session);
        var fifth = await HaveTicketAsync(session);

        Assert.Null(await TakeAsync(first));
        foreach (var ticket in new[] { second, fourth, fifth })
            Assert.NotNull(await TakeAsync(ticket));
    }

    [Fact]
    public async Task Purging_removes_those_that_expired_before_and_no_more_than_allowed()
    {
        for (var i = 0; i < 5; i++)
            await HaveTicketAsync(NewId());
        var end = Now + Ticket.Lifetime;
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        var later = await HaveTicketAsync(NewId());

        Assert.Equal(0, await Tickets.PurgeAsync(end, 10, Cancellation));
        Assert.Equal(3, await Tickets.PurgeAsync(end.AddMilliseconds(1), 3, Cancellation));
        Assert.Equal(2, await Tickets.PurgeAsync(end.AddMilliseconds(1), 3, Cancellation));
        Assert.NotNull(await TakeAsync(later));
    }

    private Task<Ticket?> TakeAsync(Ticket ticket) => Tickets.TakeAsync(ticket.SecretHash, Cancellation);

    private async Task<Ticket> HaveTicketAsync(Guid sessionId, Func<AccessToken, AccessToken>? change = null)
    {
        var token = new AccessToken
        {
            Issuer = "https://auth.example.com",
            Subject = NewId(),
            Audience = "https://api.example.com",
            ExpiresAt = Now.AddMinutes(15),
            IssuedAt = Now,
            Id = "id",
            ClientId = "tandem",
            SessionId = sessionId,
            Generation = 7,
            Epoch = 3,
            Roles = ["user"],
            AuthenticatedAt = Now.AddDays(-1),
            AuthenticationMethods = ["pwd"],
        };
        var ticket = new Ticket(Host.Random.Bytes(32), change?.Invoke(token) ?? token, Now + Ticket.Lifetime);
        await Tickets.InsertAsync(ticket, Most, Cancellation);
        return ticket;
    }
}
