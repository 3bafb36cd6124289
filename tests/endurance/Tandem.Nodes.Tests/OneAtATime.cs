// Each of these tests takes the whole machine; beside another it would prove less and take no less time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
