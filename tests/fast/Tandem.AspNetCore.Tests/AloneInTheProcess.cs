namespace Tandem.AspNetCore.Tests;

/// <summary>Tests that measure the memory of the whole process: no other test allocates meanwhile.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class AloneInTheProcess;
