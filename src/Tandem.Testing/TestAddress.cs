using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;

using Tandem.AspNetCore.Browsers;

namespace Tandem.Testing;

/// <summary>Where a test reaches an application.</summary>
internal static class TestAddress
{
    public static Uri Of(IServiceProvider services)
    {
        var server = services.GetRequiredService<IServer>();
        return server is TestServer
            ? new Uri(services.GetRequiredService<PublicAddress>().PublicUrl, "/")
            : Listening(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
    }

    // What listens on every address is reached on this machine's own.
    private static Uri Listening(string address) => new(address
        .Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//*", "//127.0.0.1", StringComparison.Ordinal)
        .Replace("//+", "//127.0.0.1", StringComparison.Ordinal));
}
