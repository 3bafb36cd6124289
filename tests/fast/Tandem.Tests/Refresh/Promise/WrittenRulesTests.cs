using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh.Promise;

/// <summary>The drafts are changes of the decision written down a second time: unchanged, it has to be the product's.</summary>
public sealed class WrittenRulesTests
{
    private const int Leeway = 2, MostIssued = 6;

    private static readonly ProtocolRules Product = new(Leeway);
    private static readonly DraftRules Written = new(Leeway);

    [Fact]
    public void Unchanged_they_are_the_decision_and_the_confirmation_of_the_product()
    {
        foreach (var row in Rows())
        {
            for (var generation = 1; generation <= MostIssued + 2; generation++)
            {
                for (var now = -Leeway; now <= 2 * Leeway + 2; now++)
                {
                    for (var age = 0; age <= 2 * Leeway + 2; age++)
                    {
                        Assert.Equal(Product.Decide(row, generation, now - age, now), Written.Decide(row, generation, now - age, now));
                        Assert.Equal(Product.Confirms(row, generation, now - age, now), Written.Confirms(row, generation, now - age, now));
                    }
                }
            }
        }
    }

    private static IEnumerable<Row> Rows() =>
        from issued in Enumerable.Range(1, MostIssued)
        from @base in Enumerable.Range(0, issued)
        from used in Enumerable.Range(0, @base + 1)
        from confirmed in Enumerable.Range(0, issued + 1)
        from rotatedAt in used == 0 ? (int[])[Row.Never, 0] : [0]
        select new Row(issued, @base, used, used, confirmed, rotatedAt);
}
