using Microsoft.Extensions.DependencyInjection;

using Tandem.Platform;

namespace Tandem.AspNetCore.Tests.Hosting.Operations;

/// <summary>Whether to send requests here, and whether to restart it: two questions.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_running_host_is_alive_and_ready()
    {
        await using var host = await TandemHost.StartAsync();

        Assert.Equal("""{"status":"ok"}""", (await host.GetAsync("/healthz")).ShouldBe(200).Body);
        Assert.Equal("""{"status":"ready"}""", (await host.GetAsync("/readyz")).ShouldBe(200).Body);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task While_draining_it_is_not_ready_and_still_answers(bool bySignal)
    {
        await using var host = await TandemHost.StartAsync([("DrainDelay", "00:00:10")]);
        var signedIn = await host.SignInAsync();

        if (bySignal)
            host.App.Lifetime.StopApplication();
        var stopping = host.App.StopAsync(TestContext.Current.CancellationToken);

        var ready = await host.GetAsync("/readyz");
        Assert.Equal((503, """{"status":"draining"}"""), (ready.Status, ready.Body));
        (await host.GetAsync("/healthz")).ShouldBe(200);
        (await host.RefreshAsync(signedIn.RefreshToken)).ShouldBe(200);
        Assert.False(stopping.IsCompleted);
        host.Time.Advance(TimeSpan.FromSeconds(10));
        await stopping;
    }

    [Fact]
    public async Task Without_storage_it_is_alive_and_not_ready()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings
        {
            Services = static builder =>
            {
                var real = builder.Services.Single(service => service.ServiceType == typeof(IStorageLifetime)).ImplementationFactory!;
                builder.Services.AddSingleton(provider => new SwitchedStorage((IStorageLifetime)real(provider)));
                builder.Services.AddSingleton<IStorageLifetime>(provider => provider.GetRequiredService<SwitchedStorage>());
            },
        });

        host.Get<SwitchedStorage>().Away = true;
        var ready = await host.GetAsync("/readyz");
        Assert.Equal((503, """{"status":"storage_unavailable"}"""), (ready.Status, ready.Body));
        (await host.GetAsync("/healthz")).ShouldBe(200);

        host.Get<SwitchedStorage>().Away = false;
        (await host.GetAsync("/readyz")).ShouldBe(200);
    }

    private sealed class SwitchedStorage(IStorageLifetime inner) : IStorageLifetime
    {
        public bool Away { get; set; }

        public Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

        public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => !Away && await inner.IsHealthyAsync(cancellationToken);

        public Task<DateTimeOffset?> NewestTimeAsync(CancellationToken cancellationToken) => inner.NewestTimeAsync(cancellationToken);

        public Task<DateTimeOffset?> LastEndAsync(DateTimeOffset aliveAt, CancellationToken cancellationToken) => inner.LastEndAsync(aliveAt, cancellationToken);

        public string Describe() => inner.Describe();
    }
}
