namespace Tandem.AspNetCore.Tests.Tickets;

/// <summary>Asks for tickets and uses them.</summary>
internal static class TicketCalls
{
    public static Task<ApiResponse> AskForTicketAsync(this TandemHost host, string? accessToken) =>
        host.SendAsync(new ApiRequest("POST", "/api/auth/ticket").Bearer(accessToken));

    public static async Task<string> TicketAsync(this TandemHost host, string accessToken) =>
        (await host.AskForTicketAsync(accessToken)).ShouldBe(200).Json.GetProperty("ticket").GetString()!;

    public static Task<ApiResponse> DownloadAsync(this TandemHost host, string ticket) => host.GetAsync($"{TicketFixture.Download}?ticket={ticket}");
}
