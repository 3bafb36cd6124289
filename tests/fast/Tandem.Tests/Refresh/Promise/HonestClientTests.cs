using Tandem.Tests.Refresh.Model;

namespace Tandem.Tests.Refresh.Promise;

/// <summary>
/// The honest side of the promise. The expected numbers of states come from an independent implementation of the same exploration in
/// another language: equal numbers say that both explored the same histories.
/// </summary>
public sealed class HonestClientTests
{
    [Theory]
    [InlineData("hasty confirm reload", 87_651)]
    [InlineData("tabs=3 hasty confirm reload", 663_359)]
    [InlineData("tabs=3 confirm reload", 111_081)]
    [InlineData("hasty confirm reload L=3 D=2", 311_573)]
    [InlineData("hasty confirm reload L=3 T=2", 313_022)]
    [InlineData("hasty confirm reload L=4 T=2 D=2", 1_530_019)]
    public void Tabs_that_share_a_jar_are_never_refused(string settings, int states) => JarExplorer.AssertNobodyIsRefused(settings, states);

    // A leeway large enough for them.
    [Theory]
    [InlineData("hasty confirm reload crash L=4 flush=2", 791_679)]
    [InlineData("hasty confirm reload skew=1 L=3", 1_009_471)]
    [InlineData("hasty confirm reload late=2 L=3", 2_799_226)]
    [InlineData("tabs=1 sleep hasty confirm", 172)]
    public void Nor_are_they_if_browsers_crash_clocks_differ_cookies_come_late_or_the_machine_sleeps(string settings, int states) =>
        JarExplorer.AssertNobodyIsRefused(settings, states);

    // Here states are told apart that the others take for alike.
    [Theory]
    [InlineData("plain depth=400 hasty", 388_673)]
    [InlineData("plain depth=400", 134_871)]
    [InlineData("plain depth=30 hasty tabs=3", 175_096)]
    [InlineData("plain depth=30 tabs=3", 61_291)]
    [InlineData("plain depth=60 hasty L=3 D=2", 192_417)]
    [InlineData("plain depth=60 L=3 D=2", 54_479)]
    [InlineData("plain depth=30 hasty L=3 D=2 tabs=3", 993_746)]
    [InlineData("plain depth=60 hasty L=3 T=2", 132_022)]
    [InlineData("plain depth=60 hasty L=4 T=2 D=2", 338_544)]
    public void Nothing_is_hidden_by_names_of_tabs_and_generations(string settings, int states) =>
        JarExplorer.AssertNobodyIsRefused(settings, states);
}
