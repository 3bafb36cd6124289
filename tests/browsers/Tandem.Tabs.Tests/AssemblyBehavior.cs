// They wait for tokens to end more than they work.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
