using Tandem.Sessions;

namespace Tandem.Tests.Sessions;

public sealed class RotationStateTests
{
    [Theory]
    [InlineData(6, 5, 3, 2, 4, true)]
    [InlineData(6, 5, 5, 5, 6, true)]
    [InlineData(1, 0, 0, 0, 0, true)]
    [InlineData(6, 5, 3, -1, 4, false)]
    [InlineData(6, 5, 3, 4, 4, false)]
    [InlineData(6, 2, 3, 2, 4, false)]
    [InlineData(5, 5, 3, 2, 4, false)]
    [InlineData(4, 5, 3, 2, 4, false)]
    [InlineData(6, 5, 3, 2, -1, false)]
    [InlineData(6, 5, 3, 2, 7, false)]
    public void A_row_is_consistent_when_every_counter_keeps_its_place(
        long issued, long @base, long used, long convergeFrom, long confirmed, bool consistent) =>
        Assert.Equal(consistent, new RotationState(issued, @base, used, convergeFrom, null, confirmed).IsConsistent);
}
