using System.Security.Cryptography;

using Tandem.AccessTokens;
using Tandem.Testing;
using Tandem.Tickets;

namespace Tandem.Tests.Tickets;

public sealed class TicketFormatTests
{
    private static readonly byte[] Secret = new SeededRandom(7).Bytes(TicketFormat.SecretLength);
    private static readonly string Text = TicketFormat.Encode(Secret);

    [Fact]
    public void A_ticket_is_read_back_to_the_hash_of_its_secret()
    {
        Assert.Equal(TicketFormat.EncodedLength, Text.Length);
        Assert.StartsWith(TicketFormat.Prefix, Text, StringComparison.Ordinal);
        Assert.True(TicketFormat.IsMatch(Text));
        Assert.True(TicketFormat.TryHash(Text, out var hash));
        Assert.Equal(SHA256.HashData(Secret), hash);
    }

    [Fact]
    public void It_has_one_spelling()
    {
        Assert.True(TicketFormat.TryHash(Text, out var hash));
        for (var at = 0; at < Text.Length; at++)
        {
            foreach (var c in "AZaz09-_+/= \t\n.%")
            {
                var changed = Text[..at] + c + Text[(at + 1)..];
                Assert.True(changed == Text || !TicketFormat.TryHash(changed, out var other) || !other.AsSpan().SequenceEqual(hash), changed);
            }

            Assert.False(TicketFormat.IsMatch(Text.AsSpan(0, at)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("tandem_ticket_")]
    [InlineData("TANDEM_TICKET_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    // Of a version that does not exist.
    [InlineData("tandem_ticket_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("tandem_ticket_AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.AAAA")]
    public void What_is_written_otherwise_is_no_ticket(string text) => Assert.False(TicketFormat.IsMatch(text));

    [Fact]
    public void A_ticket_prints_nothing_of_its_secret()
    {
        var ticket = new Ticket([1, 2, 3], Token, default);

        Assert.Equal("ticket of session 018f3c1e-0000-4000-8000-00000000000b", ticket.ToString());
    }

    private static AccessToken Token { get; } = new()
    {
        Issuer = "https://auth.example.com",
        Subject = Guid.Empty,
        Audience = "https://api.example.com",
        ExpiresAt = default,
        IssuedAt = default,
        Id = "id",
        ClientId = "tandem",
        SessionId = new("018f3c1e-0000-4000-8000-00000000000b"),
        Generation = 1,
        Epoch = 2,
        Roles = [],
        AuthenticatedAt = default,
        AuthenticationMethods = ["pwd"],
    };
}
