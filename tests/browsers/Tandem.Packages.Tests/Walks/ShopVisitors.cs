namespace Tandem.Packages.Tests.Walks;

/// <summary>One shop for all its visitors: making it takes a minute.</summary>
[CollectionDefinition(nameof(ShopVisitors))]
public sealed class ShopVisitors : ICollectionFixture<Shop>;
