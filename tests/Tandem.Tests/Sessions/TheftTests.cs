using Tandem.Tests.Sessions.Model;

namespace Tandem.Tests.Sessions;

public sealed class TheftTests
{
    [Theory]
    [InlineData(0, 1_691)]
    public void Every_theft_is_dead_by_the_fifth_presentation(int lostCommits, int plays)
    {
        var result = TheftPlays.PlayAll(3, Rules.Real(3), lostCommits);

        Assert.Equal(plays, result.Plays);
        Assert.Equal(0, result.NeverDetected);
        Assert.Equal(5, result.Worst.Count);
    }
}
