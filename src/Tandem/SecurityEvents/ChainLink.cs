using System.Buffers;
using System.Globalization;

namespace Tandem.SecurityEvents;

/// <summary>A place in the event log and the link that stands there. Written <c>SEQUENCE:LINK</c>, the link in hexadecimal.</summary>
/// <param name="Sequence">The place.</param>
/// <param name="Value">The link, 32 bytes.</param>
internal sealed record ChainLink(long Sequence, byte[] Value)
{
    /// <summary>Bytes of a link.</summary>
    public const int Length = 32;

    /// <summary>Where a chain begins.</summary>
    public static ChainLink Start { get; } = new(0, new byte[Length]);

    /// <summary>Whether the link is known: not where somebody removed what the log said of its beginning.</summary>
    public bool IsKnown => Value.Length > 0;

    /// <summary>Reads what <see cref="ToString"/> writes; null when it is something else.</summary>
    public static ChainLink? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var link = new byte[Length];
        return colon >= 0
            && long.TryParse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && text.Length - colon - 1 == 2 * Length
            && Convert.FromHexString(text.AsSpan(colon + 1), link, out _, out _) == OperationStatus.Done
            ? new(sequence, link)
            : null;
    }

    /// <summary>Whether both are the same link at the same place.</summary>
    public bool Equals(ChainLink? other) => other is not null && Sequence == other.Sequence && Value.AsSpan().SequenceEqual(other.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => Sequence.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Convert.ToHexStringLower(Value)}");
}
