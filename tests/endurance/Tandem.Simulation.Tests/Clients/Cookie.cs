using Tandem.Simulation.Tests.Judging;

namespace Tandem.Simulation.Tests.Clients;

/// <summary>A refresh token as a client has it.</summary>
internal sealed class Cookie(SessionFacts session, string text, long generation, long steppedAt, DateTimeOffset end)
{
    public SessionFacts Session => session;

    public string Text => text;

    public long Generation => generation;

    /// <summary>When the row made its latest generation, at the time this was handed out.</summary>
    public long SteppedAt => steppedAt;

    /// <summary>The end that was told with it.</summary>
    public DateTimeOffset End => end;

    /// <summary>When the client stored it.</summary>
    public long StoredAt { get; set; }

    /// <summary>Whether it was sent since.</summary>
    public bool IsPresented { get; set; }

    public Cookie Copy() => new(session, text, generation, steppedAt, end);
}
