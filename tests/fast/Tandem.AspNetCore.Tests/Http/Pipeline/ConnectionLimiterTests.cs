using System.Net;

using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

using Tandem.AspNetCore.Http.Connections;
using Tandem.AspNetCore.Http.Pipeline;
using Tandem.Testing;

namespace Tandem.AspNetCore.Tests.Http.Pipeline;

/// <summary>Which connections are served, whoever holds how many of them. K5.</summary>
[Trait("requirement", "K5")]
public sealed class ConnectionLimiterTests : IDisposable
{
    private readonly ManualTimeProvider time = new();
    private readonly Lines lines = new();
    private readonly TaskCompletionSource ending = new();

    public void Dispose() => lines.Dispose();

    [Fact]
    public void An_address_has_no_more_than_its_share_and_others_are_served()
    {
        var limiter = Limiter(most: 1000, perAddress: 10);

        Assert.Equal(10, Open(limiter, "203.0.113.7", 50));
        Assert.Equal(10, Open(limiter, "203.0.113.8", 50));
        Assert.Equal(10, Open(limiter, "::ffff:203.0.113.9", 50));
    }

    [Fact]
    public void Addresses_of_one_64_are_one_and_a_48_has_half_of_all()
    {
        var limiter = Limiter(most: 200, perAddress: 20);
        Assert.Equal(20, Enumerable.Range(0, 50).Sum(host => Open(limiter, $"2001:db8:1:1::{host:x}", 1)));

        Assert.Equal(80, Enumerable.Range(2, 50).Sum(net => Open(limiter, $"2001:db8:1:{net:x}::1", 20)));
        Assert.Equal(20, Open(limiter, "2001:db8:2:1::1", 50));
    }

    [Fact]
    public void The_last_places_are_for_callers_on_this_machine()
    {
        var limiter = Limiter(most: 200, perAddress: 1000);

        Assert.Equal(200 - ConnectionOptions.KeptForLoopback, Open(limiter, "203.0.113.7", 500));
        Assert.Equal(0, Open(limiter, "203.0.113.8", 1));
        Assert.Equal(ConnectionOptions.KeptForLoopback, Open(limiter, "127.0.0.1", 500));
    }

    [Fact]
    public void A_known_proxy_is_not_held_to_the_share_of_an_address()
    {
        var limiter = Limiter(most: 500, perAddress: 10, proxy: "203.0.113.7");

        Assert.Equal(100, Open(limiter, "203.0.113.7", 100));
        Assert.Equal(10, Open(limiter, "203.0.113.8", 100));
    }

    [Fact]
    public async Task A_connection_that_ends_gives_its_place_back()
    {
        var limiter = Limiter(most: 1000, perAddress: 10);
        Assert.Equal(10, Open(limiter, "203.0.113.7", 20));

        ending.SetResult();
        await Task.Yield();

        var served = 0;
        for (var again = 0; again < 20; again++)
        {
            await limiter.ServeAsync(Connection("203.0.113.7"), _ =>
            {
                served++;
                return Task.CompletedTask;
            });
        }

        Assert.Equal(20, served);
    }

    [Fact]
    public void What_is_refused_takes_one_line_a_minute()
    {
        var limiter = Limiter(most: 1000, perAddress: 10);
        Open(limiter, "203.0.113.7", 500);
        var first = Assert.Single(lines.Written);
        Assert.Contains("Tandem:Connections:PerAddress", first, StringComparison.Ordinal);
        Assert.Contains("203.0.113.7", first, StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMinutes(1));
        Open(limiter, "203.0.113.7", 500);

        Assert.Equal(2, lines.Written.Count);
        Assert.StartsWith("490 connections", lines.Written[1], StringComparison.Ordinal);
    }

    private ConnectionLimiter Limiter(int most, int perAddress, string? proxy = null) => new(
        Options.Create(new ConnectionOptions { Most = most, MostPerAddress = perAddress }),
        new KnownProxies(Options.Create(new KnownProxyOptions { Proxies = proxy is null ? [] : [proxy] })), time,
        LoggerFactory.Create(logging => logging.AddProvider(lines)).CreateLogger<ConnectionLimiter>());

    // How many of them are served; those stay open.
    private int Open(ConnectionLimiter limiter, string address, int count)
    {
        var served = 0;
        for (var number = 0; number < count; number++)
        {
            _ = limiter.ServeAsync(Connection(address), _ =>
            {
                served++;
                return ending.Task;
            });
        }

        return served;
    }

    private static DefaultConnectionContext Connection(string address) =>
        new() { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 50_000) };

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
