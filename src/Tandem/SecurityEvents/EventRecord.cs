namespace Tandem.SecurityEvents;

/// <summary>An event as the log keeps it.</summary>
internal sealed record EventRecord
{
    /// <summary>Its place in the log, from 1, without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The name of its kind; a newer program may have written one that is not in <see cref="EventKinds.All"/>.</summary>
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
}

/// <summary>How large the log is.</summary>
/// <param name="Rows">Its events.</param>
/// <param name="Bytes">What they take in the database, nearly.</param>
internal sealed record EventLogSize(long Rows, long Bytes);

/// <summary>Which events are wanted. What is null does not matter.</summary>
internal sealed record EventQuery
{
    /// <summary>Only later positions than this.</summary>
    public long After { get; init; }

    /// <summary>Names of kinds, one of which it must be.</summary>
    public IReadOnlyList<string>? Kinds { get; init; }

    /// <summary>The account concerned.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The session concerned, by its hash (<see cref="SessionHash"/>).</summary>
    public string? Session { get; init; }

    /// <summary>The first moment that counts.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The first moment that does not count any more.</summary>
    public DateTimeOffset? Until { get; init; }
}
