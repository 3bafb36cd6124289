using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;

using Tandem.AspNetCore.Tickets;

namespace Tandem.Docs.Tests.Snippets;

/// <summary>C# of <c>docs/guides/tickets.md</c>.</summary>
internal static class TicketSnippets
{
    public static void Endpoints(WebApplication app)
    {
        #region endpoints that allow tickets
        app.MapGet("/api/report.csv", () => Results.File("id\r\n1\r\n"u8.ToArray(), "text/csv", "report.csv"))
            .RequireAuthorization().AllowTicket();
        app.MapHub<NewsHub>("/hubs/news").RequireAuthorization().AllowTicket();
        #endregion
    }

    private sealed class NewsHub : Hub;
}
