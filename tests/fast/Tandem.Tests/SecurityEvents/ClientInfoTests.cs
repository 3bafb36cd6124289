using Tandem.SecurityEvents;

namespace Tandem.Tests.SecurityEvents;

public sealed class ClientInfoTests
{
    [Theory]
    [InlineData("a", "1", "a", "1", false)]
    [InlineData("a", "1", "b", "1", false)]
    [InlineData("a", "1", "a", "2", false)]
    [InlineData("a", "1", "b", "2", true)]
    public void Elsewhere_is_another_network_and_another_program(string agent, string network, string otherAgent, string otherNetwork, bool elsewhere) =>
        Assert.Equal(elsewhere, new ClientInfo(agent, network).IsElsewhere(new ClientInfo(otherAgent, otherNetwork)));

    [Fact]
    public void Of_a_client_nothing_is_known_about_both_are_empty() => Assert.Equal(new ClientInfo("", ""), ClientInfo.None);
}
