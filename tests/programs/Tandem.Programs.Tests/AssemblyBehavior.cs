// The tests wait for programs more than they work.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
