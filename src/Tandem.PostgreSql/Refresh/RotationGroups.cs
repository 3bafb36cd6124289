using Tandem.Platform;
using Tandem.PostgreSql.Engine;
using Tandem.Sessions;

namespace Tandem.PostgreSql.Refresh;

/// <summary>
/// Groups concurrent rotations: what arrives while statements are under way shares the next one. Nothing waits for a timer. Of several
/// rotations of one session the first is in a group; the others are answered as not applicable, and are decided on the new row.
/// </summary>
internal sealed class RotationGroups(PostgreSqlDatabase database)
{
    private const int LargestGroup = 256;

    // Statements under way at once. While one waits for its commit to reach the disk, another one works.
    private const int AtOnce = 2;

    private const int MostWaiting = 20_000;

    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = new();
    private int running;

    /// <summary>Rotates a session's token; null where that does not apply.</summary>
    public Task<StoredSession?> RotateAsync(SessionRotation rotation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(rotation);
        lock (gate)
        {
            if (queue.Count >= MostWaiting)
                throw new StorageUnavailableException("The database is busy: too many refreshes wait for it.");
            queue.Enqueue(waiting);
            if (running == AtOnce)
                return waiting.Task;
            running++;
        }

        _ = RunAsync();
        return waiting.Task;
    }

    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } group)
        {
            try
            {
                var sessions = group.DistinctBy(waiting => waiting.Rotation.SessionId).ToList();
                var rotations = sessions.ConvertAll(waiting => waiting.Rotation);
                // Whether it was committed or not, it may run again: who was rotated already is found not to be a candidate any more.
                var rotated = await database.RunAsync((connection, _) => RotationStatement.RunAsync(connection, rotations), CancellationToken.None);
                foreach (var waiting in sessions)
                    waiting.TrySetResult(rotated.GetValueOrDefault(waiting.Rotation.SessionId));
                foreach (var waiting in group)
                    waiting.TrySetResult(null);
            }
            catch (Exception error)
            {
                // Each caller is told.
                foreach (var waiting in group)
                    waiting.TrySetException(error);
            }
        }
    }

    private List<Waiting> Take()
    {
        lock (gate)
        {
            var group = new List<Waiting>(Math.Min(queue.Count, LargestGroup));
            while (group.Count < LargestGroup && queue.TryDequeue(out var waiting))
                group.Add(waiting);
            if (group.Count == 0)
                running--;
            return group;
        }
    }

    private sealed class Waiting(SessionRotation rotation) : TaskCompletionSource<StoredSession?>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public SessionRotation Rotation { get; } = rotation;
    }
}
