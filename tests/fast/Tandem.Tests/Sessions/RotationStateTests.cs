using Tandem.Sessions;

namespace Tandem.Tests.Sessions;

public sealed class RotationStateTests
{
    [Theory]
    [InlineData(6, 5, 3, 4, true)]
    [InlineData(6, 5, 5, 6, true)]
    [InlineData(1, 0, 0, 0, true)]
    [InlineData(6, 5, -1, 4, false)]
    [InlineData(6, 2, 3, 4, false)]
    [InlineData(5, 5, 3, 4, false)]
    [InlineData(4, 5, 3, 4, false)]
    [InlineData(6, 5, 3, -1, false)]
    [InlineData(6, 5, 3, 7, false)]
    public void A_row_is_consistent_when_every_counter_keeps_its_place(
        long issued, long @base, long used, long confirmed, bool consistent) =>
        Assert.Equal(consistent, new RotationState(issued, @base, used, null, confirmed).IsConsistent);

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    [InlineData(7, true)]
    public void Only_a_candidate_counts_as_confirmed(long confirmed, bool isConfirmed) =>
        Assert.Equal(isConfirmed, new RotationState(Issued: 7, Base: 5, Used: 3, null, confirmed).IsConfirmed);
}
