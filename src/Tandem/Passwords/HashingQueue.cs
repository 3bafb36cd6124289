namespace Tandem.Passwords;

/// <summary>Admits so many at once and lets so many wait, first come, first served; whoever comes beyond is turned away at once.</summary>
internal sealed class HashingQueue(int slots, int places)
{
    private readonly Lock gate = new();
    private readonly LinkedList<TaskCompletionSource> waiting = [];
    private int free = slots;

    /// <summary>Waits for a slot. Whoever gets one calls <see cref="Leave"/>.</summary>
    /// <exception cref="HashingBusyException">Every place in the queue is taken.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; its place is free again.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource> place;
        lock (gate)
        {
            if (free > 0)
            {
                free--;
                return;
            }

            if (waiting.Count >= places)
                throw new HashingBusyException($"The maximum number of passwords is being checked, and {places} are waiting.");
            place = waiting.AddLast(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        await using (cancellationToken.UnsafeRegister(_ => GiveUp(place, cancellationToken), null))
            await place.Value.Task;
    }

    public void Leave()
    {
        TaskCompletionSource? next;
        lock (gate)
        {
            next = waiting.First?.Value;
            if (next is null)
                free++;
            else
                waiting.RemoveFirst();
        }

        next?.SetResult();
    }

    // A place that is no longer in the list has just been given a slot: then the caller has it, and leaves it.
    private void GiveUp(LinkedListNode<TaskCompletionSource> place, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (place.List is null)
                return;
            waiting.Remove(place);
        }

        place.Value.SetCanceled(cancellationToken);
    }
}
