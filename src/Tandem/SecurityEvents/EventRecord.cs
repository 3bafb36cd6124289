namespace Tandem.SecurityEvents;

/// <summary>An event as the log keeps it.</summary>
public sealed record EventRecord
{
    /// <summary>Its place in the log, from 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name of its kind; a newer program may have written one that is not in <see cref="EventKind.All"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The account concerned, or null.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The session concerned, or null.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Where it came from. Address and program are null when they were erased.</summary>
    public required EventContext Context { get; init; }

    /// <summary>Its own fields, as JSON, without those that tell something of a person.</summary>
    public required string Data { get; init; }

    /// <summary>Its fields that tell something of a person, as JSON; null when it has none or they were erased.</summary>
    public string? PersonalData { get; init; }

    /// <summary>Makes <see cref="PersonalHash"/> unguessable; null once the personal fields were erased.</summary>
    public byte[]? Salt { get; init; }

    /// <summary>SHA-256 over the salt and the personal fields; it stays when they are erased.</summary>
    public byte[]? PersonalHash { get; init; }

    /// <summary>Its link of the chain; null when it was written by a program that makes none.</summary>
    public byte[]? Link { get; init; }

    /// <summary>The event.</summary>
    /// <exception cref="InvalidDataException">This program does not know its kind.</exception>
    public SecurityEvent Event => EventJson.Read(this);

    /// <summary>An event at a place in the log, without a link yet.</summary>
    public static EventRecord Of(SecurityEvent reported, long sequence)
    {
        ArgumentNullException.ThrowIfNull(reported);
        var (data, personal) = EventJson.Write(reported);
        return new()
        {
            Sequence = sequence,
            At = reported.At,
            Kind = EventKind.Of(reported).Name,
            AccountId = reported.AccountId,
            SessionId = reported.SessionId,
            Context = new(Storable(reported.Context.RequestId), Storable(reported.Context.Address), Storable(reported.Context.UserAgent)),
            Data = data,
            PersonalData = personal,
        };
    }

    /// <summary>The record with its personal fields apart, for rows of a time when they stood among the others.</summary>
    public EventRecord WithPersonalDataApart()
    {
        var (data, personal) = EventJson.Split(Kind, Data);
        return this with { Data = data, PersonalData = personal };
    }

    // Databases end a text at the first NUL when they read it back.
    private static string? Storable(string? text) => text?.Replace('\0', '\uFFFD');
}
