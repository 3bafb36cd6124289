using System.Net;

namespace Tandem.Programs.Tests.Verifiers;

/// <summary><c>samples/resource-servers</c>, each in front of a real issuer.</summary>
public sealed class SampleResourceServerTests(Issuer issuer) : IClassFixture<Issuer>
{
    public static TheoryData<string> Samples { get; } =
        [.. Directory.EnumerateDirectories(Repository.PathOf("samples", "resource-servers")).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_takes_good_tokens_and_refuses_the_rest_as_RFC_6750_says(string sample)
    {
        await using var api = await SampleApi.StartAsync(sample, issuer, audience: issuer.Url);

        var (status, _, text) = await api.GetAsync("/orders/mine", $"Bearer {issuer.Good}");
        Assert.True(status == HttpStatusCode.OK, $"{status} {api}");
        Assert.StartsWith("Orders", text, StringComparison.Ordinal);
        Assert.Equal("All refunds", (await api.GetAsync("/refunds", $"Bearer {issuer.Good}")).Text);

        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/orders/mine", $"Bearer {issuer.Unprivileged}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/refunds", $"Bearer {issuer.Unprivileged}")).Status);

        foreach (var token in new[] { issuer.Altered, issuer.Foreign, issuer.Expired, "e30.e30.e30" })
        {
            (status, var challenge, _) = await api.GetAsync("/orders/mine", $"Bearer {token}");
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.StartsWith("Bearer", challenge, StringComparison.Ordinal);
            Assert.Contains("error=\"invalid_token\"", challenge, StringComparison.Ordinal);
        }

        (status, var withoutToken, _) = await api.GetAsync("/orders/mine", null);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.StartsWith("Bearer", withoutToken, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_refuses_tokens_for_others(string sample)
    {
        await using var api = await SampleApi.StartAsync(sample, issuer, audience: "https://orders.example.com");

        Assert.Equal(HttpStatusCode.Unauthorized, (await api.GetAsync("/orders/mine", $"Bearer {issuer.Good}")).Status);
    }
}
