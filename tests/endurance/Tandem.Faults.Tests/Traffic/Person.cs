using System.Text;

using Tandem.Accounts;

namespace Tandem.Faults.Tests.Traffic;

/// <summary>An account and what its one client holds: whatever it is answered must be its own.</summary>
internal sealed class Person(Account account)
{
    public string Id { get; } = account.Id.ToString("D");

    public string Email => account.Email;

    /// <summary>The session of the token that is held.</summary>
    public string Session { get; private set; } = "";

    /// <summary>Every session it ever had.</summary>
    public HashSet<string> Sessions { get; } = [];

    public long Generation { get; private set; }

    public byte[] AccessToken { get; private set; } = [];

    public byte[] Cookie { get; private set; } = [];

    /// <summary>Whether its token is on the way: an honest client keeps one refresh in flight.</summary>
    public bool IsPresenting { get; set; }

    public void Hold(string session, long generation, string accessToken, ReadOnlySpan<byte> cookie)
    {
        (Session, Generation, AccessToken, Cookie) = (session, generation, Encoding.ASCII.GetBytes(accessToken), cookie.ToArray());
        Sessions.Add(session);
    }

    public override string ToString() => $"{Email} {Id} session {Session} generation {Generation}";
}
