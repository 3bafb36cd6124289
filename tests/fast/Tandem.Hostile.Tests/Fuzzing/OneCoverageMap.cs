namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>Tests that use the coverage map, of which there is one: one after the other, and alone.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class OneCoverageMap;
