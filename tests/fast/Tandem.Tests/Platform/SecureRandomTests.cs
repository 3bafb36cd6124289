using Tandem.Platform;

namespace Tandem.Tests.Platform;

public sealed class SecureRandomTests
{
    [Fact]
    public void Names_that_are_drawn_ahead_are_given_out_once_each_whatever_their_length_and_thread()
    {
        var names = Enumerable.Range(0, 4_000).AsParallel().Select(i =>
        {
            var name = new byte[12 + (i % 9)];
            SecureRandom.System.FillName(name);
            return Convert.ToHexString(name);
        }).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Fact]
    public void A_name_longer_than_what_is_drawn_ahead_is_filled_too()
    {
        var name = new byte[5_000];
        SecureRandom.System.FillName(name);
        Assert.Contains(name.TakeLast(64), b => b != 0);
        Assert.Contains(name.Take(64), b => b != 0);
    }
}
