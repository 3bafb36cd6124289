using System.Xml.Linq;

using Tandem.Refresh;
using Tandem.Simulation.Tests.Judging;
using Tandem.Simulation.Tests.Mutants;
using Tandem.Simulation.Tests.Playing;

namespace Tandem.Simulation.Tests.Commands;

public sealed class CommandTests
{
    [Theory]
    [InlineData("--histories", "0")]
    [InlineData("--histories", "many")]
    [InlineData("--seed")]
    [InlineData("--mutant", "no-such-rule")]
    [InlineData("--unknown", "1")]
    public void Options_it_does_not_know_are_refused(params string[] args)
    {
        var errors = new StringWriter();

        Assert.Null(SimulateOptions.Parse(args, errors));
        Assert.Contains("--help", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_goes_on_from_any_seed()
    {
        var options = SimulateOptions.Parse(["--seed", "500001", "--histories", "7", "--picture", "a.svg"], TextWriter.Null);

        Assert.Equal((500_001, 7, "a.svg"), (options?.Seed, options?.Histories, options?.Picture));
    }

    [Fact]
    public void The_picture_has_a_bar_for_each_outcome()
    {
        var tally = new Tally();
        for (var seed = 1; seed <= 50; seed++)
            Assert.Null(History.Play(seed, Rules.Product, tally));

        var svg = XDocument.Parse(Picture.Draw(tally));

        var texts = svg.Descendants().Select(element => element.Value).ToHashSet();
        Assert.Superset(Enum.GetNames<RotationOutcome>().ToHashSet(), texts);
        Assert.Contains(tally.Outcomes[(int)RotationOutcome.Rotate].ToString("N0", System.Globalization.CultureInfo.InvariantCulture), texts);
    }
}
