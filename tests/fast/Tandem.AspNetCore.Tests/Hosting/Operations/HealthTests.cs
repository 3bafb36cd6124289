using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

using Tandem.AspNetCore.Hosting;
using Tandem.Platform;
using Tandem.Processes.Testing;

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
            Services = SwitchedStorage.AddTo,
        });

        host.Get<SwitchedStorage>().Away = true;
        var ready = await host.GetAsync("/readyz");
        Assert.Equal((503, """{"status":"storage_unavailable"}"""), (ready.Status, ready.Body));
        (await host.GetAsync("/healthz")).ShouldBe(200);

        host.Get<SwitchedStorage>().Away = false;
        (await host.GetAsync("/readyz")).ShouldBe(200);
    }

    [Fact]
    public async Task A_database_that_was_replaced_under_the_server_is_told_with_the_reason()
    {
        await using var host = await TandemHost.StartAsync();
        await host.SignInAsync();
        (await host.GetAsync("/readyz")).ShouldBe(200);
        var database = Path.Combine(host.Folder, "tandem.db");
        var other = Path.Combine(host.Folder, "other.db");
        File.Copy(database, other);

        File.Move(other, database, overwrite: true);

        var ready = await host.GetAsync("/readyz");
        Assert.Equal(503, ready.Status);
        Assert.Equal("storage_unavailable", ready.Json.GetProperty("status").GetString());
        Assert.StartsWith("The database file was moved, deleted or replaced", ready.Json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        (await host.GetAsync("/healthz")).ShouldBe(200);
        await Eventually.IsTrueAfterAsync(() => host.Time.Advance(TimeSpan.FromSeconds(10)), () => host.Logs.With(" Critical 1142 ").Any());

        File.Delete(database);
        Assert.Equal(503, (await host.GetAsync("/readyz")).Status);
    }

    [Fact]
    public async Task A_log_that_only_grows_is_told_once_and_again_when_it_grew_again()
    {
        await using var host = await TandemHost.StartAsync(new TandemHostSettings { Services = SwitchedStorage.AddTo });
        var storage = host.Get<SwitchedStorage>();
        int Told() => host.Logs.With(" Warning 1141 ").Count();

        await AfterALookAsync(host, storage, StorageWatch.LongLog - 1);
        Assert.Equal(0, Told());
        await AfterALookAsync(host, storage, StorageWatch.LongLog);
        await AfterALookAsync(host, storage, StorageWatch.LongLog * 2);
        await AfterALookAsync(host, storage, StorageWatch.LongLog / 2);
        await AfterALookAsync(host, storage, StorageWatch.LongLog);
        Assert.Equal(1, Told());
        await AfterALookAsync(host, storage, (StorageWatch.LongLog / 2) - 1);
        await AfterALookAsync(host, storage, StorageWatch.LongLog);
        Assert.Equal(2, Told());
    }

    private static async Task AfterALookAsync(TandemHost host, SwitchedStorage storage, long length)
    {
        storage.LogLength = length;
        var looks = storage.Looks;
        await Eventually.IsTrueAfterAsync(() => host.Time.Advance(TimeSpan.FromSeconds(10)), () => storage.Looks > looks + 1);
    }

    private sealed class SwitchedStorage(IStorageLifetime inner) : IStorageLifetime
    {
        private long length;
        private int looks;

        public bool Away { get; set; }

        public int Looks => Volatile.Read(ref looks);

        public long LogLength
        {
            get
            {
                Interlocked.Increment(ref looks);
                return Interlocked.Read(ref length);
            }

            set => Interlocked.Exchange(ref length, value);
        }

        public static void AddTo(WebApplicationBuilder builder)
        {
            var real = builder.Services.Single(service => service.ServiceType == typeof(IStorageLifetime)).ImplementationFactory!;
            builder.Services.AddSingleton(provider => new SwitchedStorage((IStorageLifetime)real(provider)));
            builder.Services.AddSingleton<IStorageLifetime>(provider => provider.GetRequiredService<SwitchedStorage>());
        }

        public bool IsReplaced() => inner.IsReplaced();

        public Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

        public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken) => !Away && await inner.IsHealthyAsync(cancellationToken);

        public Task<DateTimeOffset?> NewestTimeAsync(CancellationToken cancellationToken) => inner.NewestTimeAsync(cancellationToken);

        public Task<DateTimeOffset?> LastEndAsync(DateTimeOffset aliveAt, CancellationToken cancellationToken) => inner.LastEndAsync(aliveAt, cancellationToken);

        public string Describe() => inner.Describe();
    }
}
