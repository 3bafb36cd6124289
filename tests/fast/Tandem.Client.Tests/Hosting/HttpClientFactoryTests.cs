using Microsoft.Extensions.DependencyInjection;

using Tandem.Client.Errors;
using Tandem.Client.Tests.Support;

namespace Tandem.Client.Tests.Hosting;

public sealed class HttpClientFactoryTests : ClientTest
{
    [Fact]
    public async Task Clients_of_the_factory_share_one_session()
    {
        await using var services = Services(builder => builder.AddHttpClient("billing", http => http.BaseAddress = Server.Url).AddTandemClient());
        var session = services.GetRequiredService<ITandemSession>();
        await session.SignInAsync("ada@example.com", "correct", Cancellation);
        Server.ExpireAccessTokens();

        var answers = await Task.WhenAll(Http(services, "orders").GetAsync("/api/a", Cancellation), Http(services, "billing").GetAsync("/api/b", Cancellation));

        Assert.All(answers, answer => Assert.Equal(200, (int)answer.StatusCode));
        Assert.Equal(1, Server.Refreshes);
        Assert.Same(session, services.GetRequiredService<TandemClient>());
    }

    [Fact]
    public async Task Time_comes_from_the_services()
    {
        await using var services = Services(builder => builder.AddSingleton<TimeProvider>(Time));
        await services.GetRequiredService<ITandemSession>().SignInAsync("ada@example.com", "correct", Cancellation);
        Time.Advance(TimeSpan.FromMinutes(15));

        using var answer = await Http(services, "orders").GetAsync("/api/me", Cancellation);

        Assert.Equal("Bearer s1.2", Server.Last("/api/me").Authorization);
    }

    [Fact]
    public void A_second_session_is_refused_rather_than_mixed_up_with_the_first()
    {
        var builder = new ServiceCollection().AddHttpClient("orders").AddTandemClient(options => options.BaseAddress = Server.Url);

        Assert.Throws<InvalidOperationException>(() => builder.AddTandemClient(options => options.BaseAddress = new Uri("https://other.example.com")));
    }

    [Fact]
    public async Task Options_without_an_address_are_refused()
    {
        await using var services = new ServiceCollection().AddHttpClient("orders").AddTandemClient(_ => { }).Services.BuildServiceProvider();

        Assert.Contains("BaseAddress", Assert.Throws<ConfigurationException>(() => services.GetRequiredService<ITandemSession>()).Message, StringComparison.Ordinal);
    }

    private ServiceProvider Services(Action<IServiceCollection> more)
    {
        var services = new ServiceCollection();
        services.AddHttpClient("orders", http => http.BaseAddress = Server.Url).AddTandemClient(options => options.BaseAddress = Server.Url);
        more(services);
        return services.BuildServiceProvider();
    }

    private static HttpClient Http(ServiceProvider services, string name) => services.GetRequiredService<IHttpClientFactory>().CreateClient(name);
}
