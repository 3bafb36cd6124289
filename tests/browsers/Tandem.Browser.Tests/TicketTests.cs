using System.Text.Json;

using Microsoft.Playwright;

using Tandem.Processes.Testing;

namespace Tandem.Browser.Tests;

/// <summary>
/// Where no header can be set, a ticket: the hub, the event stream and the export of the CRM, by a real browser and by Node, both with
/// SignalR's own client.
/// </summary>
public sealed class TicketTests : ServerAndChromium
{
    // What a page would have from its client.
    private const string Page = """
        window.post = (path, body, headers = {}) =>
          fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
        window.signIn = async (email, password) => {
          window.accessToken = (await (await post('/api/auth/login', { email, password })).json()).accessToken;
        };
        window.ticket = async () =>
          (await (await post('/api/auth/ticket', {}, { authorization: `Bearer ${accessToken}` })).json()).ticket;
        window.order = (customer) =>
          post('/api/orders', { customer, item: 'Bell', quantity: 1, amount: 2.5 }, { authorization: `Bearer ${accessToken}` });
        window.heard = [];
        window.connect = async (accessTokenFactory) => {
          const connection = new signalR.HubConnectionBuilder()
            .withUrl('/hubs/orders', { accessTokenFactory, skipNegotiation: true, transport: signalR.HttpTransportType.WebSockets })
            .build();
          connection.on('order', (order) => heard.push(`hub: ${order.customer}`));
          connection.onclose(() => heard.push('hub: closed'));
          await connection.start();
        };
        window.listen = async () => {
          const events = new EventSource(`/api/orders/events?ticket=${await ticket()}`);
          events.addEventListener('ready', () => heard.push('stream: ready'));
          events.addEventListener('order', (event) => heard.push(`stream: ${JSON.parse(event.data).customer}`));
          events.addEventListener('error', () => events.readyState === EventSource.CLOSED && heard.push('stream: closed'));
        };
        """;

    private static readonly PageWaitForFunctionOptions Patiently = new() { Timeout = 60_000 };

    private protected override string[] Configuration => ["--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace"];

    [Fact]
    public async Task A_page_hears_of_orders_by_hub_and_stream_downloads_them_and_is_cut_off_when_it_signs_out()
    {
        await using var context = await Chromium.NewContextAsync(new() { BypassCSP = true });
        var page = await OpenAsync(context);
        var sockets = new List<string>();
        page.WebSocket += (_, socket) => sockets.Add(socket.Url);

        await page.EvaluateAsync("connect(ticket)");
        await page.EvaluateAsync("listen()");
        await HeardAsync(page, "stream: ready");
        await page.EvaluateAsync("order('Ørsted & Søn')");
        await HeardAsync(page, "hub: Ørsted & Søn");
        await HeardAsync(page, "stream: Ørsted & Søn");
        Assert.Contains("/hubs/orders?access_token=tandem_ticket_", Assert.Single(sockets), StringComparison.Ordinal);

        var download = await page.RunAndWaitForDownloadAsync(() => page.EvaluateAsync("ticket().then((t) => location.assign('/api/orders/export.csv?ticket=' + t))"));
        Assert.Equal("orders.csv", download.SuggestedFilename);
        Assert.Contains("\"Ørsted & Søn\"", await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);

        await page.EvaluateAsync("post('/api/auth/logout', {})");
        await HeardAsync(page, "hub: closed");
        // By itself the browser comes back with the used ticket, and gives up.
        await HeardAsync(page, "stream: closed");
        Assert.DoesNotContain("tandem_ticket_", Server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_whose_factory_returns_the_access_token_is_refused()
    {
        await using var context = await Chromium.NewContextAsync(new() { BypassCSP = true });
        var page = await OpenAsync(context);

        await Assert.ThrowsAsync<PlaywrightException>(() => page.EvaluateAsync("connect(() => accessToken)"));

        var token = await page.EvaluateAsync<string>("accessToken");
        Assert.DoesNotContain(token[^22..], Server.Log, StringComparison.Ordinal);
        await page.EvaluateAsync("connect(ticket)");
    }

    [Fact]
    public async Task Node_does_the_same_with_SignalRs_client_and_with_what_a_browser_would_send()
    {
        Assert.True(Directory.Exists(Repository.PathOf("node_modules", "@microsoft", "signalr")), "The package @microsoft/signalr is missing: run npm ci.");
        var end = await RunningProgram.RunAsync(
            new("node", ["tickets.mjs", Server.Url, "user@crm.example", CrmServer.Password], Repository.PathOf("tests", "browsers", "Tandem.Browser.Tests")),
            patience: TimeSpan.FromMinutes(2));
        Assert.True(end.ExitCode == 0, end.ToString());
        var said = JsonDocument.Parse(end.Output).RootElement;

        Assert.All(said.GetProperty("customers").EnumerateArray(), customer => Assert.Equal("=HYPERLINK(\"https://evil.example\")", customer.GetString()));
        Assert.Equal(4, said.GetProperty("customers").GetArrayLength());
        Assert.Contains("\"'=HYPERLINK(\"\"https://evil.example\"\")\"", said.GetProperty("csv")[1].GetString(), StringComparison.Ordinal);
        Assert.Equal(
            """{"ticketInHeader":true,"usedTicket":true,"accessTokenInQuery":true,"exportTwice":"ticket_invalid"}""",
            said.GetProperty("refusals").GetRawText());
        Assert.Equal("[true,true,true,true]", said.GetProperty("ended").GetRawText());
        Assert.DoesNotContain("tandem_ticket_", Server.Log, StringComparison.Ordinal);
    }

    private static async Task HeardAsync(IPage page, string what) => await page.WaitForFunctionAsync("(what) => heard.includes(what)", what, Patiently);

    // A page that the server itself sends, with nothing of its own on it: from one that the test made up Chromium lets no WebSocket go to
    // this machine.
    private async Task<IPage> OpenAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(Server.Url + "/healthz");
        await page.AddScriptTagAsync(new() { Path = Repository.PathOf("node_modules", "@microsoft", "signalr", "dist", "browser", "signalr.js") });
        await page.AddScriptTagAsync(new() { Content = Page });
        await page.EvaluateAsync($"signIn('user@crm.example', '{CrmServer.Password}')");
        return page;
    }
}
