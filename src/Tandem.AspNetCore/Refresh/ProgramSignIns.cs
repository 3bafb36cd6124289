using System.Net;

using Tandem.AspNetCore.Browsers;
using Tandem.AspNetCore.Http.Pipeline;

namespace Tandem.AspNetCore.Refresh;

/// <summary>
/// The addresses from which programs, not pages, signed in lately and were sent the refresh cookie. A refresh from one of them without a
/// cookie shows a client that keeps none. Under a flood of addresses the oldest are forgotten.
/// </summary>
internal sealed class ProgramSignIns(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);
    private const int Capacity = 1_000;

    private readonly Lock gate = new();
    private readonly Dictionary<IPAddress, long> signedIn = [];
    private readonly Queue<(IPAddress Address, long At)> oldest = [];

    /// <summary>Remembers the address of a sign-in that is sent the cookie, unless a page sent it.</summary>
    public void Note(HttpContext context)
    {
        if (PublicAddress.IsPage(context.Request) || AddressOf(context) is not { } address)
            return;
        var now = time.GetTimestamp();
        lock (gate)
        {
            signedIn[address] = now;
            oldest.Enqueue((address, now));
            while (oldest.Count > Capacity)
                Forget(oldest.Dequeue());
        }
    }

    /// <summary>Whether a program signed in from the address of a request.</summary>
    public bool Knows(HttpContext context)
    {
        if (AddressOf(context) is not { } address)
            return false;
        lock (gate)
            return signedIn.TryGetValue(address, out var at) && time.GetElapsedTime(at) < Memory;
    }

    // Unless it signed in again since.
    private void Forget((IPAddress Address, long At) entry)
    {
        if (signedIn.TryGetValue(entry.Address, out var last) && last == entry.At)
            signedIn.Remove(entry.Address);
    }

    private static IPAddress? AddressOf(HttpContext context) => CallerAddress.Plain(context.Connection.RemoteIpAddress);
}
