using System.Net;
using System.Net.Http.Json;

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

using Tandem.Client;
using Tandem.Client.Errors;

namespace CrmWorker;

/// <summary>Looks for new orders every few seconds, for as long as the session lasts.</summary>
internal sealed partial class OrderWatcher(
    IHttpClientFactory clients, ITandemSession session, CrmSettings settings, IHostApplicationLifetime host, ILogger<OrderWatcher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(settings.Interval);
        do
        {
            try
            {
                if (await session.GetAccessTokenAsync(stoppingToken) is null && !await SignInAsync(stoppingToken))
                {
                    host.StopApplication();
                    return;
                }

                await LookAsync(stoppingToken);
            }
            catch (Exception error) when (error is TransientException or HttpRequestException)
            {
                // Neither lost nor over: the next tick tries again.
                NotNow(error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> SignInAsync(CancellationToken cancellationToken)
    {
        var reason = session.Session.Reason ?? session.Session.Status.ToString();
        if (settings.Email is null || await Console.In.ReadLineAsync(cancellationToken) is not { Length: > 0 } password)
        {
            NobodySignedIn(reason);
            return false;
        }

        await session.SignInAsync(settings.Email, password, cancellationToken);
        SignedIn(settings.Email, session.Session.Status);
        return true;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        // From the factory each time: it renews connections by itself.
        using var http = clients.CreateClient("crm");
        using var answer = await http.GetAsync("/api/orders", cancellationToken);
        // The session ended while this was on its way; the next tick finds nobody signed in.
        if (answer.StatusCode == HttpStatusCode.Unauthorized)
            return;
        answer.EnsureSuccessStatusCode();
        var orders = await answer.Content.ReadFromJsonAsync<List<Order>>(cancellationToken) ?? [];
        Orders(orders.Count, session.Session.Session!.Generation);
    }

    [LoggerMessage(1, LogLevel.Information, "{Count} orders, in generation {Generation} of the session.")]
    private partial void Orders(int count, long generation);

    [LoggerMessage(2, LogLevel.Information, "Signed in as {Email}: {Status}.")]
    private partial void SignedIn(string email, SessionStatus status);

    [LoggerMessage(3, LogLevel.Warning, "Not now: {Why}")]
    private partial void NotNow(string why);

    [LoggerMessage(4, LogLevel.Error, "Nobody is signed in ({Reason}). Start it with --Crm:Email, and the password on standard input.")]
    private partial void NobodySignedIn(string reason);
}
