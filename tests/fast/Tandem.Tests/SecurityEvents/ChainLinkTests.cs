using Tandem.SecurityEvents;

namespace Tandem.Tests.SecurityEvents;

public sealed class ChainLinkTests
{
    private static readonly string Digits = new('a', 64);

    [Fact]
    public void A_link_reads_back_as_it_is_written()
    {
        var link = new ChainLink(42, [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

        Assert.Equal(link, ChainLink.Parse(link.ToString()));
        Assert.StartsWith("42:000102", link.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(link, link with { Sequence = 43 });
        Assert.NotEqual(link, link with { Value = new byte[32] });
    }

    [Theory]
    [InlineData("")]
    [InlineData(":")]
    [InlineData("1")]
    [InlineData("1:")]
    [InlineData("1:aa")]
    [InlineData("-1:{0}")]
    [InlineData("1 :{0}")]
    [InlineData("1:{0}a")]
    [InlineData("1:g{0}")]
    [InlineData("99999999999999999999:{0}")]
    public void Anything_else_is_no_link(string form) => Assert.Null(ChainLink.Parse(string.Format(null, form, Digits)));
}
