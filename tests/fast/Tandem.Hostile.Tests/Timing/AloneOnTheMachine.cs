namespace Tandem.Hostile.Tests.Timing;

/// <summary>Tests that measure time: nothing else of this project runs meanwhile.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneOnTheMachine;
