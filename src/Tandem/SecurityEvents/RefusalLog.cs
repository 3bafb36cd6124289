using Tandem.Platform;

namespace Tandem.SecurityEvents;

/// <summary>
/// Writes refusals, so few that no sender can fill the log or keep the disk busy: the first of a kind and party at once, and no other for a
/// minute. The rest are counted, and the next of that party says how many there were; where none follows, <see cref="FlushAsync"/> does.
/// Each kind is counted by itself: a flood of one hides no other.
/// </summary>
internal sealed class RefusalLog(IEventStore events, TimeProvider time)
{
    /// <summary>How long one event stands for all of its party.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Parties of a kind that are counted by themselves, and again as many networks or accounts; what is beyond, together.</summary>
    public const int Parties = 100;

    private readonly Lock gate = new();
    private readonly Dictionary<Type, Kind> kinds = [];

    /// <summary>Writes a refusal, or counts it.</summary>
    /// <exception cref="StorageUnavailableException">It was to be written and could not be.</exception>
    public async Task ReportAsync(LimitedEvent reported, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reported);
        Count opened;
        long more;
        lock (gate)
        {
            if (!kinds.TryGetValue(reported.GetType(), out var kind))
                kinds.Add(reported.GetType(), kind = new Kind());
            if (!kind.TryOpen(reported, time, out opened, out more))
                return;
        }

        try
        {
            await events.AppendAsync(more == 0 ? reported : reported with { More = more }, cancellationToken);
        }
        catch
        {
            // Not written: the next one is.
            lock (gate)
                kinds[reported.GetType()].Withdraw(opened, reported, more);
            throw;
        }
    }

    /// <summary>Writes how many were left out of those whose party has been quiet since; or of all, before the process ends.</summary>
    /// <exception cref="StorageUnavailableException">It could not be written.</exception>
    public async Task FlushAsync(bool all, CancellationToken cancellationToken)
    {
        while (Next(all) is { } owed)
            await events.AppendAsync(owed, cancellationToken);
    }

    private LimitedEvent? Next(bool all)
    {
        lock (gate)
            return kinds.Values.Select(kind => kind.TakeOwed(all, time)).FirstOrDefault(owed => owed is not null);
    }

    private sealed class Count(string name, long began)
    {
        public string Name => name;

        public long Began => began;

        public long More { get; set; }

        public LimitedEvent? Latest { get; set; }
    }

    private sealed class Kind
    {
        private readonly Dictionary<string, Count> open = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Count> owed = new(StringComparer.Ordinal);

        // In the order in which they end, as all are equally long.
        private readonly Queue<Count> ends = [];

        public bool TryOpen(LimitedEvent reported, TimeProvider time, out Count opened, out long more)
        {
            var now = time.GetTimestamp();
            Close(now, time);
            var (name, shared) = reported.Party;
            var key = Place(name, Parties) ?? Place($"{shared} together", 2 * Parties) ?? "all";
            more = 0;
            if (open.TryGetValue(key, out opened!))
            {
                opened.More++;
                opened.Latest = reported;
                return false;
            }

            open.Add(key, opened = new Count(key, now));
            ends.Enqueue(opened);
            if (owed.Remove(key, out var former))
                more = former.More;
            return true;
        }

        public void Withdraw(Count opened, LimitedEvent reported, long more)
        {
            opened.More += more + 1;
            opened.Latest ??= reported;
            if (open.GetValueOrDefault(opened.Name) == opened)
                open.Remove(opened.Name);
            owed[opened.Name] = opened;
        }

        public LimitedEvent? TakeOwed(bool all, TimeProvider time)
        {
            var now = time.GetTimestamp();
            Close(now, time);
            var found = owed.Values.FirstOrDefault(count => all || time.GetElapsedTime(count.Began, now) >= 2 * Window);
            if (found is not null)
            {
                owed.Remove(found.Name);
            }
            else if (all && open.Values.FirstOrDefault(count => count.More > 0) is { } counting)
            {
                found = new Count(counting.Name, counting.Began) { More = counting.More, Latest = counting.Latest };
                counting.More = 0;
            }

            // The latest stands for itself.
            return found is null ? null : found.Latest! with { More = found.More - 1 };
        }

        private string? Place(string name, int places) => open.ContainsKey(name) || open.Count < places ? name : null;

        private void Close(long now, TimeProvider time)
        {
            while (ends.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Began, now) >= Window)
            {
                ends.Dequeue();
                if (open.GetValueOrDefault(oldest.Name) != oldest)
                    continue;
                open.Remove(oldest.Name);
                if (oldest.More > 0)
                    owed[oldest.Name] = oldest;
            }
        }
    }
}
