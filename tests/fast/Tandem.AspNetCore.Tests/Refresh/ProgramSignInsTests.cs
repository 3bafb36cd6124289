using System.Net;

using Microsoft.AspNetCore.Http;

using Tandem.AspNetCore.Refresh;

namespace Tandem.AspNetCore.Tests.Refresh;

/// <summary>The memory of sign-ins by programs is bounded: under a flood of addresses the oldest are forgotten.</summary>
public sealed class ProgramSignInsTests
{
    private readonly ProgramSignIns signIns = new(TimeProvider.System);

    [Fact]
    public void Of_more_addresses_than_there_is_room_for_the_oldest_are_forgotten()
    {
        for (var host = 0; host <= 1_000; host++)
            signIns.Note(From(host));

        Assert.False(signIns.Knows(From(0)));
        Assert.True(signIns.Knows(From(1)));
        Assert.True(signIns.Knows(From(1_000)));
    }

    [Fact]
    public void An_address_that_signed_in_again_is_kept()
    {
        signIns.Note(From(0));
        for (var host = 1; host < 1_000; host++)
            signIns.Note(From(host));
        signIns.Note(From(0));

        Assert.True(signIns.Knows(From(0)));
        Assert.True(signIns.Knows(From(999)));
    }

    private static DefaultHttpContext From(int host) => new() { Connection = { RemoteIpAddress = new IPAddress([10, 0, (byte)(host >> 8), (byte)host]) } };
}
