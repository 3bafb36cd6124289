namespace Tandem.SecurityEvents;

/// <summary>Which events are wanted. What is null does not matter.</summary>
public sealed record EventQuery
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
