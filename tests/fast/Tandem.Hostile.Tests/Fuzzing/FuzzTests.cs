using System.Reflection;

using Tandem.Hostile.Tests.Targets;

namespace Tandem.Hostile.Tests.Fuzzing;

/// <summary>
/// Readers of what strangers send, fuzzed with coverage: first everything that ever failed, then new inputs for a while. Nothing may
/// throw, take more memory or time than its input explains, or accept what is not exactly what was issued. C4, D10, E10, V35.
/// </summary>
[Trait("requirement", "V35")]
[Collection(typeof(OneCoverageMap))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    public static TheoryData<Type> Targets =>
    [
        typeof(RefreshTokenTarget), typeof(AccessTokenTarget), typeof(CookieHeaderTarget), typeof(JsonBodyTarget), typeof(EmailAddressTarget), typeof(MasterKeyTarget),
        typeof(OriginTarget), typeof(ConfigurationTarget),
    ];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Whatever_is_sent_the_rules_hold(Type target)
    {
        var run = InstrumentedContext.Only.Value.Counterpart(typeof(CampaignReport))
            .GetMethod(nameof(CampaignReport.Run), BindingFlags.Public | BindingFlags.Static)!;

        var (finding, summary) = ((string?, string))run.Invoke(null, [target.FullName, FuzzSettings.Duration, FuzzSettings.Seed, FuzzSettings.Saves])!;

        output.WriteLine(summary);
        Assert.True(finding is null, finding);
    }
}
