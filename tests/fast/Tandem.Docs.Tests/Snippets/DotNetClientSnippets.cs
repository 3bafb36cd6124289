using System.Net.Http.Json;
using System.Net.WebSockets;

using Microsoft.Extensions.DependencyInjection;

using Tandem.Client;
using Tandem.Client.Errors;
using Tandem.Client.Storage;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of <c>docs/guides/clients/dotnet.md</c>.</summary>
internal static class DotNetClientSnippets
{
    public static void WithServices(IServiceCollection services)
    {
        #region with dependency injection
        services.AddHttpClient("orders", http => http.BaseAddress = new Uri("https://api.example.com")).AddTandemClient(options =>
        {
            options.BaseAddress = new Uri("https://api.example.com");
            options.TokenStore = new FileTokenStore("/var/lib/orders/session.json");
        });
        services.AddHttpClient("reports").AddTandemClient();
        #endregion
    }

    public static async Task<List<string>?> AloneAsync(string path, string email, string password)
    {
        #region without
        await using var client = new TandemClient(new TandemClientOptions
        {
            BaseAddress = new Uri("https://api.example.com"),
            TokenStore = new FileTokenStore(path),
        });

        if (await client.GetAccessTokenAsync() is null)
            await client.SignInAsync(email, password);

        using var http = client.CreateHttpClient();
        var orders = await http.GetFromJsonAsync<List<string>>("/api/orders");
        #endregion
        return orders;
    }

    public static async Task SignInAsync(ITandemSession session, string email, string password, CancellationToken cancellationToken)
    {
        #region errors of a sign-in
        try
        {
            await session.SignInAsync(email, password, cancellationToken);
        }
        catch (ProblemException error) when (error.Code == TandemErrorCodes.InvalidCredentials)
        {
            Console.Error.WriteLine("Address or password is wrong.");
        }
        catch (TransientException error)
        {
            Console.Error.WriteLine($"Try again in {error.RetryAfter ?? TimeSpan.FromSeconds(5)}.");
        }
        #endregion
    }

    public static async Task ListenAsync(ITandemSession session, CancellationToken cancellationToken)
    {
        #region a ticket
        var ticket = await session.GetTicketAsync(cancellationToken);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"wss://api.example.com/live?ticket={ticket}"), cancellationToken);
        #endregion
    }
}
