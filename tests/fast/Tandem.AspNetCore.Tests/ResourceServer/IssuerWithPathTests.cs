using Tandem.AccessTokens;
using Tandem.Testing;

namespace Tandem.AspNetCore.Tests.ResourceServer;

/// <summary>An issuer behind a path of its host, beside a front end that answers everything else with its page. RFC 8414 §3.1.</summary>
public sealed class IssuerWithPathTests : IAsyncLifetime
{
    private const string Inserted = "/.well-known/oauth-authorization-server/api";
    private const string Appended = "/api/.well-known/oauth-authorization-server";

    private readonly ManualTimeProvider time = new();
    private readonly SwitchableKeys keys = new();
    private readonly Dictionary<string, string> served = [];
    private HostileIssuer host = null!;

    private string Issuer => host.Origin + "/api";

    public async ValueTask InitializeAsync()
    {
        host = await HostileIssuer.StartAsync();
        host.Keys = context => served.TryGetValue(context.Request.Path.Value!, out var json)
            ? HostileIssuer.JsonAsync(context, json)
            : HostileIssuer.JsonAsync(context, "<!doctype html>", "text/html");
        served["/api/keys"] = System.Text.Encoding.UTF8.GetString(JsonWebKeySet.From(keys.Current).ToJson());
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Its_metadata_is_asked_for_with_the_well_known_part_before_the_path()
    {
        served[Inserted] = Metadata(Issuer);

        await using var api = await ApiHost.StartAsync(Issuer, time);
        (await api.GetAsync(Token())).ShouldBe(200);

        Assert.Equal([Inserted, "/api/keys"], host.Asked);
    }

    [Fact]
    public async Task Where_only_the_path_leads_to_it_the_metadata_below_the_path_is_taken()
    {
        served[Appended] = Metadata(Issuer);

        await using var api = await ApiHost.StartAsync(Issuer, time);
        (await api.GetAsync(Token())).ShouldBe(200);

        Assert.Equal([Inserted, Appended, "/api/keys"], host.Asked);
    }

    [Fact]
    public async Task Metadata_of_the_host_without_the_path_is_another_issuers()
    {
        served[Inserted] = served[Appended] = Metadata(host.Origin);

        await using var api = await ApiHost.StartAsync(Issuer, time);
        (await api.GetAsync(Token())).ShouldBe(503, "signing_keys_unavailable");

        Assert.DoesNotContain("/api/keys", host.Asked);
    }

    private string Metadata(string issuer) => $$"""{"issuer":"{{issuer}}","jwks_uri":"{{host.Origin}}/api/keys"}""";

    private string Token() => GenuineToken.Of(Issuer, keys, time);
}
